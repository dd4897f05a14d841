// web/src/ledger/filters.tsx: what narrows the ledger: a topic, a document, lists of values, words, a currency.
//
// Every filter is a part of the address; a list shows how many figures each of its values would leave.

import { useQuery } from "@tanstack/react-query";
import { documentQuery, ledgerFacetsQuery, topicsQuery } from "../api/queries.ts";
import { type LedgerAddress, toggled } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { FilterMenu } from "../ui/filter-menu.tsx";
import { Icon } from "../ui/icons.tsx";
import { useNames } from "../ui/names.ts";
import type { Names } from "../ui/term-names.ts";
import { CurrencyMenu } from "./currency.tsx";

const LISTS = ["entities", "metrics", "periods", "natures", "kinds", "units", "sources"] as const;

interface FiltersProps {
  address: LedgerAddress;
  /** The filters of the address as the server takes them. */
  filters: Parameters<typeof ledgerFacetsQuery>[0];
  set: (change: Partial<LedgerAddress>) => void;
}

export function Filters({ address, filters, set }: FiltersProps) {
  const words = useWords();
  const names = useNames();
  const facets = useQuery(ledgerFacetsQuery(filters));
  const topics = useQuery(topicsQuery);
  const document = useQuery({
    ...documentQuery(address.documentId ?? ""),
    enabled: address.documentId !== undefined,
  });
  const topic = topics.data?.find(({ id }) => id === address.topicId);
  return (
    <div className="filters">
      {topic ? (
        <Chosen name={words("facet.topic")} value={topic.name} clear={() => set({ topicId: undefined })} />
      ) : null}
      {address.documentId ? (
        <Chosen
          name={words("facet.document")}
          value={document.data?.document.title ?? "…"}
          clear={() => set({ documentId: undefined })}
        />
      ) : null}
      {topic || !topics.data?.length ? null : (
        <FilterMenu
          name={words("facet.topic")}
          values={topics.data.map(({ id, documentCount }) => ({ value: id, count: documentCount }))}
          active={undefined}
          say={(id) => topics.data.find((one) => one.id === id)?.name ?? id}
          onToggle={(topicId) => set({ topicId })}
          onClear={() => set({ topicId: undefined })}
        />
      )}
      {LISTS.map((field) => (
        <FilterMenu
          key={field}
          name={words(`facet.${field === "kinds" ? "figureKinds" : field}`)}
          values={facets.data?.[field]}
          active={address[field]}
          say={(value) =>
            field === "natures"
              ? words.maybe(`nature.${value}`, value)
              : field === "kinds"
                ? words.maybe(`figureKind.${value}`, value)
                : sayValue(names, field, value)
          }
          onToggle={(value) => set({ [field]: toggled(address[field], value) })}
          onClear={() => set({ [field]: undefined })}
        />
      ))}
      <input
        className="input"
        type="search"
        style={{ width: 160 }}
        aria-label={words("ledger.contains")}
        placeholder={words("ledger.contains")}
        value={address.query ?? ""}
        onChange={(event) => set({ query: event.target.value || undefined })}
      />
      <button
        type="button"
        className={address.includeRejected ? "filter on" : "filter"}
        aria-pressed={address.includeRejected ?? false}
        onClick={() => set({ includeRejected: address.includeRejected ? undefined : true })}
      >
        {words("ledger.withRejected")}
      </button>
      <CurrencyMenu shown={address.currency} onChange={(next) => set({ currency: next })} />
    </div>
  );
}

/** A kept value of a filter in the reader's language; what is sent stays the kept one. */
function sayValue(names: Names, field: (typeof LISTS)[number], value: string): string {
  if (field === "entities") return names.named("entity", value);
  if (field === "metrics") return names.named("metric", value);
  return field === "periods" ? names.period(value) : value;
}

function Chosen({ name, value, clear }: { name: string; value: string; clear: () => void }) {
  return (
    <button type="button" className="filter on" onClick={clear}>
      {name} <b>{value}</b>
      <Icon name="close" small />
    </button>
  );
}
