// web/src/app/bar.tsx: the top bar: where one can go, the search box, what is going on, language and theme.

import { Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { post } from "../api/client.ts";
import { deskQuery, useCanEdit } from "../api/queries.ts";
import { setLanguage, useWords } from "../i18n/i18n.ts";
import { BrandMark, Icon, ThemeMark } from "../ui/icons.tsx";
import { FindBox } from "./find-box.tsx";
import { RailContent } from "./rail.tsx";
import { useShell } from "./shell-context.ts";

const PLACES = [
  ["/ask", "nav.ask"],
  ["/ledger", "nav.ledger"],
  ["/findings", "nav.findings"],
  ["/library", "nav.library"],
] as const;

export function TopBar() {
  const words = useWords();
  const shell = useShell();
  const desk = useQuery(deskQuery);
  const canEdit = useCanEdit();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move closes the menu
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <>
      <header className="bar">
        <button
          type="button"
          className="tool only-narrow"
          aria-label={words("nav.menu")}
          aria-expanded={isMenuOpen}
          onClick={() => setMenuOpen(!isMenuOpen)}
        >
          <Icon name={isMenuOpen ? "close" : "menu"} />
        </button>
        <Link to="/" className="brand" aria-label={words("nav.brand")}>
          <BrandMark />
          <span className="only-wide">Dossier</span>
        </Link>
        <nav className="only-wide" aria-label={words("nav.main")}>
          {PLACES.map(([to, key]) => (
            <Link key={to} to={to}>
              {words(key)}
              {to === "/findings" && desk.data && desk.data.findingCount > 0 ? (
                <span className="count">{desk.data.findingCount}</span>
              ) : null}
            </Link>
          ))}
        </nav>
        <FindBox />
        <div className="tools">
          <ActivityMark />
          {canEdit ? (
            <button
              type="button"
              className="tool"
              onClick={() => shell.open("add")}
              aria-label={words("add.title")}
            >
              <Icon name="plus" />
              <span className="only-wide">{words("add.short")}</span>
            </button>
          ) : null}
          <LanguageSwitch />
          <ThemeSwitch />
          <UserMenu />
        </div>
      </header>
      {isMenuOpen ? (
        <nav className="rail narrow-menu only-narrow" aria-label={words("nav.menu")}>
          <ul>
            {PLACES.map(([to, key]) => (
              <li key={to}>
                <Link to={to}>
                  <span>{words(key)}</span>
                </Link>
              </li>
            ))}
            {(["/activity", "/feeds", "/topics", "/settings"] as const).map((to) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: true }}>
                  <span>{words(`nav.${to.slice(1) as "activity" | "feeds" | "topics" | "settings"}`)}</span>
                </Link>
              </li>
            ))}
          </ul>
          <RailContent />
        </nav>
      ) : null}
    </>
  );
}

/** Running and failed work; nothing while all is quiet. */
function ActivityMark() {
  const words = useWords();
  const desk = useQuery(deskQuery);
  const { jobsRunning = 0, jobsFailed = 0 } = desk.data ?? {};
  return (
    <Link
      to="/activity"
      className="tool"
      aria-label={words("nav.activityNow", { running: jobsRunning, failed: jobsFailed })}
    >
      {jobsRunning > 0 ? (
        <span className="nowrap">
          {jobsRunning} <span className="only-wide">{words("nav.running")}</span>
        </span>
      ) : jobsFailed > 0 ? null : (
        <span className="only-wide">{words("nav.activity")}</span>
      )}
      {jobsFailed > 0 ? (
        <span className="failed nowrap">
          {jobsFailed} <span className="only-wide">{words("nav.failed")}</span>
        </span>
      ) : null}
    </Link>
  );
}

function LanguageSwitch() {
  const words = useWords();
  const next = words.language === "zh" ? "en" : "zh";
  return (
    <button
      type="button"
      className="tool"
      title={words("nav.otherLanguage")}
      aria-label={`${next === "en" ? "EN" : "中"} ${words("nav.otherLanguage")}`}
      onClick={() => void setLanguage(next)}
    >
      {next === "en" ? "EN" : <span lang="zh-CN">中</span>}
    </button>
  );
}

export function useThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return { scheme, switchTheme: () => setColorScheme(scheme === "dark" ? "light" : "dark") };
}

function ThemeSwitch() {
  const words = useWords();
  const { scheme, switchTheme } = useThemeSwitch();
  const label = words(scheme === "dark" ? "nav.toLight" : "nav.toDark");
  return (
    <button type="button" className="tool" title={label} aria-label={label} onClick={switchTheme}>
      <ThemeMark />
    </button>
  );
}

function UserMenu() {
  const words = useWords();
  const shell = useShell();
  const navigate = useNavigate();
  const client = useQueryClient();
  const desk = useQuery(deskQuery);
  const name = desk.data?.user?.name ?? "";
  const signOut = async () => {
    await post("/api/sign-out");
    client.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <button type="button" className="tool only-wide" aria-label={words("nav.account")}>
          <span className="avatar">{name.slice(0, 1).toUpperCase() || "L"}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["/topics", "/feeds", "/activity", "/settings"] as const).map((to) => (
          <Menu.Item key={to} onClick={() => void navigate({ to })}>
            {words(`nav.${to.slice(1) as "activity" | "feeds" | "topics" | "settings"}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => shell.open("palette")} rightSection={<kbd>Ctrl K</kbd>}>
          {words("nav.palette")}
        </Menu.Item>
        <Menu.Item onClick={() => shell.open("keys")} rightSection={<kbd>?</kbd>}>
          {words("nav.keys")}
        </Menu.Item>
        {desk.data?.hasAccounts ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void signOut()}>{words("nav.signOut", { name })}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
