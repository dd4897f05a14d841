// web/public/boot.js: sets theme and language before the first paint, so that neither flashes.
// A file of its own because the content security policy forbids inline scripts.
(() => {
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem("dossier-theme");
    language = localStorage.getItem("dossier-language");
  } catch (error) {
    console.warn("settings are not kept in this browser", error);
  }
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.lang = (language ?? navigator.language).toLowerCase().startsWith("zh") ? "zh-CN" : "en";
})();
