// web/src/app/theme.ts: gives Mantine our tokens, so that its parts look like ours in both themes.

import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorScheme,
  type MantineColorSchemeManager,
  Menu,
} from "@mantine/core";

const STORED = "dossier-theme";
const one = (value: string) => ({ xs: value, sm: value, md: value, lg: value, xl: value });

export const theme = createTheme({
  primaryColor: "ledger",
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  colors: {
    ledger: [
      "#eef5f1",
      "#d7e8df",
      "#aed2c1",
      "#7fc8a8",
      "#55a586",
      "#3a8a6b",
      "#277257",
      "#1b5c46",
      "#134636",
      "#0c3227",
    ],
    conflict: [
      "#fdf3ec",
      "#f9e9df",
      "#f4cdb4",
      "#f0a074",
      "#df7b45",
      "#cc5f25",
      "#b94a13",
      "#a93a08",
      "#7f2b05",
      "#571d03",
    ],
  },
  defaultRadius: "sm",
  radius: { xs: "2px", sm: "4px", md: "4px", lg: "4px", xl: "4px" },
  fontFamily: "var(--font-ui)",
  fontFamilyMonospace: "var(--font-mono)",
  headings: { fontFamily: "var(--font-head)", fontWeight: "600" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  shadows: one("var(--shadow)"),
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    // Without the placeholder the first item has the focus at once, and a menu holds menu items only.
    Menu: Menu.extend({
      defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 0 } },
    }),
  },
});

const shared = {
  "--mantine-color-body": "var(--sheet)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-3)",
  "--mantine-color-placeholder": "var(--ink-3)",
  "--mantine-color-default": "var(--raised)",
  "--mantine-color-default-hover": "var(--mute)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--rule-2)",
  "--mantine-color-error": "var(--conflict)",
  "--mantine-color-anchor": "var(--accent)",
};
export const themeVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

/** Keeps the chosen theme in this browser; without a choice the system's own. */
export const themeKeeper: MantineColorSchemeManager = {
  get: (otherwise) => {
    const stored = localStorage.getItem(STORED);
    return stored === "light" || stored === "dark" ? stored : otherwise;
  },
  set: (value: MantineColorScheme) => localStorage.setItem(STORED, value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => localStorage.removeItem(STORED),
};
