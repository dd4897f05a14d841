// web/src/settings/sign-in.tsx: name and password; afterwards back to where one wanted to go.

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { post } from "../api/client.ts";
import { setLanguage, useWords } from "../i18n/i18n.ts";
import { BrandMark } from "../ui/icons.tsx";
import { errorText } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";

export function SignInPage() {
  const words = useWords();
  usePageTitle(words("signIn.title"));
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await post("/api/sign-in", { name: name.trim(), password });
      client.clear();
      await router.navigate({ to: "/", replace: true });
    } catch (failure) {
      setError(failure);
      setPassword("");
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="plain-page" id="main" tabIndex={-1} style={{ minHeight: "100vh" }}>
      <form
        className="stack"
        style={{ maxWidth: 320, margin: "12vh auto 0" }}
        onSubmit={(event) => void submit(event)}
      >
        <p className="brand">
          <BrandMark /> Dossier
        </p>
        <h1 style={{ font: "600 22px/28px var(--font-head)" }}>{words("signIn.title")}</h1>
        <label className="field">
          <span>{words("signIn.name")}</span>
          <input
            className="input"
            required
            autoComplete="username"
            // biome-ignore lint/a11y/noAutofocus: the one field of the page
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{words("signIn.password")}</span>
          <input
            className="input"
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {error ? (
          <p className="error-text" role="alert">
            {errorText(words, error)}
          </p>
        ) : null}
        <div className="row">
          <button type="submit" className="btn primary" disabled={isBusy}>
            {words("signIn.submit")}
          </button>
          <button
            type="button"
            className="btn plain end"
            onClick={() => void setLanguage(words.language === "zh" ? "en" : "zh")}
          >
            {words("nav.otherLanguage")}
          </button>
        </div>
      </form>
    </main>
  );
}
