// web/src/settings/page.tsx: accounts, tokens, how the desk is set up, the bookmarklet, about.

import "../styles/table.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { deskQuery, settingsQuery } from "../api/queries.ts";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { Bookmarklet } from "../sources/bookmarklet.tsx";
import { useCopy } from "../ui/copy.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { Embedding } from "./embedding.tsx";
import { Model } from "./model.tsx";
import { Tokens } from "./tokens.tsx";
import { Users } from "./users.tsx";

export function SettingsPage() {
  const words = useWords();
  usePageTitle(words("nav.settings"));
  const desk = useQuery(deskQuery);
  const isOwner = desk.data?.user?.role === "owner";
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.settings")}</h1>
        </header>
        {isOwner ? (
          <>
            <Part title={words("settings.users")} hint={words("settings.usersHint")}>
              <Users />
            </Part>
            <Part title={words("settings.tokens")} hint={words("settings.tokensHint")}>
              <Tokens />
            </Part>
          </>
        ) : null}
        <Part title={words("model.title")} hint={words("model.hint")}>
          <Model canChange={isOwner} />
        </Part>
        <Part title={words("embedding.title")} hint={words("embedding.hint")}>
          <Embedding canChange={isOwner} />
        </Part>
        <Part title={words("terms.title")} hint={words("terms.hint")}>
          <Link to="/terms" className="btn">
            {words("terms.open")}
          </Link>
        </Part>
        <Part title={words("add.way.bookmarklet")}>
          <Bookmarklet />
        </Part>
        {isOwner ? (
          <Part title={words("settings.backup")} hint={words("settings.backupHint")}>
            <Backup />
          </Part>
        ) : null}
        {isOwner ? (
          <Part title={words("settings.table")} hint={words("settings.tableHint")}>
            <Table />
          </Part>
        ) : null}
        <Part title={words("settings.about")}>
          {desk.data ? (
            <ul>
              <li>Dossier {desk.data.version}</li>
              <li>{words("settings.ocr", { engine: desk.data.ocrEngine ?? words("settings.none") })}</li>
              <li>{words(desk.data.hasModel ? "settings.model" : "settings.noModel")}</li>
              <li>
                {words("settings.counts", {
                  documents: desk.data.documentCount,
                  figures: desk.data.figureCount,
                  topics: desk.data.topicCount,
                })}
              </li>
              <li>
                <a className="link" href="/api/openapi.json">
                  OpenAPI
                </a>
              </li>
            </ul>
          ) : null}
        </Part>
      </main>
    </Desk>
  );
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="part">
      <div className="head">
        <h2>{title}</h2>
      </div>
      {hint ? <p className="soft">{hint}</p> : null}
      {children}
    </section>
  );
}

const COMMANDS = [
  "npm run dossier -- backup desk.tgz",
  "DOSSIER_DATA=/srv/desk-restored npm run dossier -- restore desk.tgz",
];

/** A copy of a whole desk is made where the server runs, so here are its commands. */
function Backup() {
  const words = useWords();
  const copy = useCopy();
  return (
    <ul className="stack">
      {COMMANDS.map((command) => (
        <li key={command} className="row">
          <code className="mono">{command}</code>
          <button
            type="button"
            className="btn plain"
            aria-label={`${words("action.copy")} ${command}`}
            onClick={() => copy(command)}
          >
            {words("action.copy")}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Table() {
  const words = useWords();
  const settings = useQuery(settingsQuery);
  if (settings.error) return <Failure error={settings.error} />;
  if (!settings.data) return <Bones lines={6} />;
  return (
    <div className="scroll-x" tabIndex={0}>
      <table className="lines-table">
        <thead>
          <tr>
            <th>{words("settings.variable")}</th>
            <th>{words("settings.value")}</th>
            <th>{words("settings.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {settings.data.settings.map(({ name, variable, value, default: usual, doc }) => (
            <tr key={name}>
              <td className="mono nowrap">{variable}</td>
              <td className="mono" style={{ minWidth: 160 }}>
                {String(value ?? "") || "–"}
                {String(value) === String(usual) ? null : (
                  <div className="quiet">{words("settings.default", { value: String(usual) || "–" })}</div>
                )}
              </td>
              <Meaning name={name} doc={doc} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a setting does: in the interface's language, else as the server says it, which is English. */
function Meaning({ name, doc }: { name: string; doc: string }) {
  const words = useWords();
  const meaning = words.maybe(`settingMeaning.${name}`, doc);
  return (
    <td className="soft" lang={meaning === doc ? "en" : undefined}>
      {meaning}
    </td>
  );
}
