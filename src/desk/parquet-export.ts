// desk/parquet-export.ts: rows out as Parquet, the one door to hyparquet-writer.
//
// Parquet is columns, so all rows are held: text columns of 100,000 rows are some 60 MB. Numbers go out twice:
// as exact text under their name, and as doubles under the name with " (double)", so that nothing is
// rounded behind the reader's back and arithmetic works at once.

import { parquetWriteBuffer } from "hyparquet-writer";
import { DossierError } from "../values/error.ts";
import type { TableExport } from "./table-export.ts";

/** More rows than this do not fit in the memory that an export may use. */
const MOST_ROWS = 500_000;

/** One file in one piece. Throws export-too-large above 500,000 rows. */
export async function* parquetOf<Row>({ columns, pages }: TableExport<Row>): AsyncGenerator<Uint8Array> {
  const values: (string | null)[][] = columns.map(() => []);
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    if (count > MOST_ROWS) throw new DossierError("export-too-large", { rows: MOST_ROWS });
    for (const row of rows) {
      for (const [at, column] of columns.entries()) {
        const value = column.value(row);
        values[at]!.push(value === null ? null : String(value));
      }
    }
  }
  const columnData = columns.flatMap((column, at) => {
    const text = { name: column.name, data: values[at]!, type: "STRING" as const, nullable: true };
    if (column.type !== "number") return [text];
    const doubles = values[at]!.map((value) =>
      value === null || !/^-?\d+(\.\d+)?$/.test(value) ? null : Number(value),
    );
    return [
      text,
      { name: `${column.name} (double)`, data: doubles, type: "DOUBLE" as const, nullable: true },
    ];
  });
  yield new Uint8Array(parquetWriteBuffer({ columnData }));
}
