// web/src/sources/page.tsx: what brings documents in by itself: feeds and watched folders.

import "../styles/table.css";
import type { ReactNode } from "react";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { usePageTitle } from "../ui/title.ts";
import { Feeds } from "./feeds.tsx";
import { Folders } from "./folders.tsx";

export function SourcesPage() {
  const words = useWords();
  usePageTitle(words("nav.feeds"));
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.feeds")}</h1>
        </header>
        <Part title={words("feeds.title")} hint={words("feeds.hint")}>
          <Feeds />
        </Part>
        <Part title={words("folders.title")} hint={words("folders.hint")}>
          <Folders />
        </Part>
      </main>
    </Desk>
  );
}

function Part(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="part">
      <div className="head">
        <h2>{props.title}</h2>
      </div>
      <p className="soft">{props.hint}</p>
      {props.children}
    </section>
  );
}
