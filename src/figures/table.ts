export function findTableFigures(..._args: unknown[]): [] {
  return [];
}
