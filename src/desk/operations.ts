// desk/operations.ts: the list of everything a person can do. A new verb is one line here.

import { addDocument } from "./add-document.ts";
import {
  changeDocuments,
  deleteDocument,
  rereadDocument,
  restoreDocument,
  trashDocument,
  updateDocument,
} from "./change-documents.ts";
import { cancelJob, listJobs, retryFailedJobs, retryJob } from "./jobs.ts";
import { getDocument, listDocuments } from "./list-documents.ts";
import { addNote, removeNote, updateNote } from "./notes.ts";
import type { Operation } from "./operation.ts";
import { findInDocument, listPages, locateQuote, readingView, readPage } from "./pages.ts";
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
import { getDigest, topicFeed } from "./topic-feed.ts";
import {
  acceptTopicProposal,
  dismissTopicProposal,
  getTopic,
  listTopicProposals,
  listTopics,
  removeTopic,
  saveTopic,
  updateTopic,
  visitTopic,
} from "./topics.ts";
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

/** All operations, in the order of the reference. Names and routes are unique (test/docs.test.ts). */
export const OPERATIONS = [
  deskStatus,
  listSettings,
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
  findInDocument,
  getDigest,
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
  visitTopic,
  topicFeed,
  listTopicProposals,
  acceptTopicProposal,
  dismissTopicProposal,
  searchDocuments,
  suggest,
  similarPassages,
  passageNeighbours,
  listSavedSearches,
  saveSearch,
  updateSavedSearch,
  removeSavedSearch,
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
] as const;

/** The same list for those who need no exact types: front doors and docs. */
export const operations: readonly Operation[] = OPERATIONS as unknown as readonly Operation[];
