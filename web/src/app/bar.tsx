// web/src/app/bar.tsx: the top bar: where one can go, the search box, what is going on, language and theme.

import { Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { deskQuery, useCanEdit } from "../api/queries.ts";
import { setLanguage, useWords } from "../i18n/i18n.ts";
import { BrandMark, Icon, ThemeMark } from "../ui/icons.tsx";
import { MOD_KEY } from "../ui/keys.ts";
import { FindBox } from "./find-box.tsx";
import { NarrowMenu } from "./narrow-menu.tsx";
import { MORE_PLACES, PLACES } from "./places.ts";
import { useShell } from "./shell-context.ts";
import { useSignOut } from "./sign-out.ts";

export function TopBar() {
  const words = useWords();
  const shell = useShell();
  const desk = useQuery(deskQuery);
  const canEdit = useCanEdit();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move closes the menu
  useEffect(() => setMenuOpen(false), [path]);
  return (
    <>
      <header className="bar">
        <button
          ref={menuButton}
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
        <NarrowMenu
          close={() => {
            setMenuOpen(false);
            menuButton.current?.focus();
          }}
        />
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
    <Link to="/activity" className="tool">
      <span className="hidden-word">
        {words("nav.activityNow", { running: jobsRunning, failed: jobsFailed })}
      </span>
      <span aria-hidden="true" className="nowrap">
        {jobsRunning > 0 ? (
          <>
            {jobsRunning} <span className="only-wide">{words("nav.running")} </span>
          </>
        ) : jobsFailed > 0 ? null : (
          <span className="only-wide">{words("nav.activity")}</span>
        )}
        {jobsFailed > 0 ? (
          <span className="failed">
            {jobsFailed} <span className="only-wide">{words("nav.failed")}</span>
          </span>
        ) : null}
      </span>
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
  const desk = useQuery(deskQuery);
  const signOut = useSignOut();
  const name = desk.data?.user?.name ?? "";
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <button type="button" className="tool only-wide" aria-label={words("nav.account")}>
          <span className="avatar">{name.slice(0, 1).toUpperCase() || "L"}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {MORE_PLACES.map(([to, key]) => (
          <Menu.Item key={to} onClick={() => void navigate({ to })}>
            {words(key)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => shell.open("palette")} rightSection={<kbd>{MOD_KEY} K</kbd>}>
          {words("nav.palette")}
        </Menu.Item>
        <Menu.Item onClick={() => shell.open("keys")} rightSection={<kbd>?</kbd>}>
          {words("nav.keys")}
        </Menu.Item>
        {desk.data?.hasAccounts ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={signOut}>{words("nav.signOut", { name })}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
