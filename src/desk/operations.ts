// desk/operations.ts: the list of everything a person can do. A new verb is one line here.

import {
  addToken,
  addUser,
  listTokens,
  listUsers,
  removeToken,
  removeUser,
  updateUser,
} from "./accounts-manage.ts";
import { addDocument } from "./add-document.ts";
import { addFigure } from "./add-figure.ts";
import { ask, getAnswer, listAnswers, removeAnswer } from "./ask.ts";
import { locateQuote, pageBoxes } from "./boxes.ts";
import {
  changeDocuments,
  deleteDocument,
  rereadDocument,
  restoreDocument,
  trashDocument,
  updateDocument,
} from "./change-documents.ts";
import { checkAllVerb } from "./check-all.ts";
import { checkClaimVerb } from "./check-claim.ts";
import { checkDesk } from "./doctor.ts";
import { getEmbedding, setEmbedding, testEmbedding } from "./embedding-settings.ts";
import { listExchangeRates, removeExchangeRate, setExchangeRate } from "./exchange-rates.ts";
import { figureSeries, keySeries } from "./figure-series.ts";
import { getFinding, listFindings, settleFinding, unsettleFinding } from "./findings.ts";
import { getDigest } from "./get-digest.ts";
import { cancelJob, listJobs, retryFailedJobs, retryJob } from "./jobs.ts";
import {
  correctFigure,
  figureFacets,
  figureHistory,
  getFigure,
  listFigures,
  rejectFigure,
  undoFigureChange,
} from "./ledger.ts";
import { getDocument, listDocuments } from "./list-documents.ts";
import { getModel, listModelNames, setModel, testModel } from "./model-settings.ts";
import { addNote, removeNote, updateNote } from "./notes.ts";
import type { Operation } from "./operation.ts";
import { findInDocument, listPages, readingView, readPage } from "./pages.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { addSample, removeSample } from "./sample-desk.ts";
import {
  listSavedSearches,
  passageNeighbours,
  removeSavedSearch,
  saveSearch,
  searchDocuments,
  similarPassages,
  suggest,
  updateSavedSearch,
} from "./search-documents.ts";
import { deskStatus, listSettings } from "./status.ts";
import { getStory, leaveStory, setStoryPrimary } from "./stories.ts";
import { listTerms, mergeTerms, saveTerm } from "./terms.ts";
import { topicChanges, topicTimelines } from "./topic-changes.ts";
import { topicFeed } from "./topic-feed.ts";
import {
  acceptTopicProposal,
  dismissTopicProposal,
  getTopic,
  listTopicProposals,
  listTopics,
  removeTopic,
  restoreTopic,
  saveTopic,
  updateTopic,
  visitTopic,
} from "./topics.ts";
import { getTranslation, translateDocument } from "./translate.ts";
import {
  followFeed,
  listFeeds,
  listFolders,
  pollFeedNow,
  removeFeed,
  removeFolder,
  scanFolderNow,
  updateFeed,
  updateFolder,
  watchFolder,
} from "./ways-in.ts";
import { getModelDigest, writeDigest } from "./write-digest.ts";

/** All operations, in the order of the reference. Names and routes are unique (test/docs.test.ts). */
export const OPERATIONS = [
  deskStatus,
  listSettings,
  getEmbedding,
  setEmbedding,
  testEmbedding,
  getModel,
  setModel,
  testModel,
  listModelNames,
  checkDesk,
  rebuildIndex,
  addDocument,
  listDocuments,
  getDocument,
  updateDocument,
  changeDocuments,
  trashDocument,
  restoreDocument,
  deleteDocument,
  rereadDocument,
  listPages,
  readPage,
  readingView,
  locateQuote,
  pageBoxes,
  findInDocument,
  getDigest,
  getModelDigest,
  writeDigest,
  getTranslation,
  translateDocument,
  addNote,
  updateNote,
  removeNote,
  getStory,
  setStoryPrimary,
  leaveStory,
  listTopics,
  getTopic,
  saveTopic,
  updateTopic,
  removeTopic,
  restoreTopic,
  visitTopic,
  topicFeed,
  topicChanges,
  topicTimelines,
  listTopicProposals,
  acceptTopicProposal,
  dismissTopicProposal,
  searchDocuments,
  suggest,
  similarPassages,
  passageNeighbours,
  ask,
  listAnswers,
  getAnswer,
  removeAnswer,
  listSavedSearches,
  saveSearch,
  updateSavedSearch,
  removeSavedSearch,
  listFigures,
  figureSeries,
  keySeries,
  addFigure,
  listTerms,
  saveTerm,
  mergeTerms,
  figureFacets,
  getFigure,
  listExchangeRates,
  setExchangeRate,
  removeExchangeRate,
  correctFigure,
  rejectFigure,
  figureHistory,
  undoFigureChange,
  listFindings,
  getFinding,
  settleFinding,
  unsettleFinding,
  checkClaimVerb,
  checkAllVerb,
  listFeeds,
  followFeed,
  updateFeed,
  removeFeed,
  pollFeedNow,
  listFolders,
  watchFolder,
  updateFolder,
  removeFolder,
  scanFolderNow,
  listJobs,
  retryJob,
  retryFailedJobs,
  cancelJob,
  addSample,
  removeSample,
  listUsers,
  addUser,
  updateUser,
  removeUser,
  listTokens,
  addToken,
  removeToken,
] as const;

/** The same list for those who need no exact types: front doors and docs. */
export const operations: readonly Operation[] = OPERATIONS as unknown as readonly Operation[];
