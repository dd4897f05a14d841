// web/src/ask/question-box.tsx: the field for a question; Enter asks, Shift-Enter makes a new line.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { deskQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";

const LONGEST = 2000;

interface QuestionBoxProps {
  placeholder: string;
  isAsking: boolean;
  ask: (question: string, useModel: boolean) => void;
  stop: () => void;
}

export function QuestionBox({ placeholder, isAsking, ask, stop }: QuestionBoxProps) {
  const words = useWords();
  const desk = useQuery(deskQuery);
  const [question, setQuestion] = useState("");
  const [useModel, setUseModel] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() !== "" && !isAsking) ask(question.trim(), useModel);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
    if (event.key === "Escape" && isAsking) stop();
  };
  return (
    <form className="question-box" onSubmit={submit}>
      <textarea
        className="input"
        rows={2}
        maxLength={LONGEST}
        aria-label={words("ask.question")}
        placeholder={placeholder}
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={onKey}
      />
      <div className="row">
        {desk.data?.hasModel ? (
          <label className="row small">
            <input
              type="checkbox"
              checked={useModel}
              onChange={(event) => setUseModel(event.target.checked)}
            />
            {words("ask.useModel")}
          </label>
        ) : null}
        <span className="end" />
        {/* Keys: one element for both would turn into the submit button in the middle of a press on Stop. */}
        {isAsking ? (
          <button key="stop" type="button" className="btn" onClick={stop}>
            {words("ask.stop")}
          </button>
        ) : (
          <button key="ask" type="submit" className="btn primary" disabled={question.trim() === ""}>
            {words("nav.ask")}
          </button>
        )}
      </div>
    </form>
  );
}
