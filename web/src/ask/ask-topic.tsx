// web/src/ask/ask-topic.tsx: a line on a topic's page to ask only its documents.

import "../styles/ask.css";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/i18n.ts";

export function AskTopic({ topicId }: { topicId: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const [question, setQuestion] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = question.trim();
    if (q !== "") void navigate({ to: "/ask", search: { topicId, q } });
  };
  return (
    <form className="ask-topic" onSubmit={submit}>
      <input
        className="input"
        maxLength={2000}
        aria-label={words("ask.topic")}
        placeholder={words("ask.topic")}
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
      />
      <button type="submit" className="btn" disabled={question.trim() === ""}>
        {words("nav.ask")}
      </button>
    </form>
  );
}
