// http/assets/try.js: the page at /api: lists what /api/openapi.json says and sends what is filled in.

const list = document.getElementById("list");
const token = document.getElementById("token");
const find = document.getElementById("find");

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

function formOf(path, method, operation) {
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const isUpload = operation.requestBody?.content?.["multipart/form-data"] !== undefined;
  const fields = new Map();
  const rows = (operation.parameters ?? []).map((parameter) => {
    const input = make("input", { name: parameter.name, required: parameter.required === true });
    fields.set(parameter, input);
    return make("label", {}, `${parameter.name} (${parameter.in})`, input);
  });
  const text = make("textarea", { value: body ? JSON.stringify(exampleOf(body), null, 2) : "" });
  const files = make("input", { type: "file", multiple: true });
  if (body) rows.push(make("label", {}, "body", text));
  if (isUpload) rows.push(make("label", {}, "files", files));
  const reply = make("pre", { hidden: true, tabIndex: 0 });
  const form = make("form", {}, make("p", {}, operation.description ?? ""), ...rows, make("button", {}, "Send"), reply);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    reply.hidden = false;
    reply.textContent = "…";
    const headers = token.value ? { authorization: `Bearer ${token.value}` } : {};
    const init = { method: method.toUpperCase(), headers };
    if (isUpload) {
      init.body = new FormData();
      for (const file of files.files) init.body.append("files", file);
    } else if (body) {
      init.body = text.value || "{}";
      headers["content-type"] = "application/json";
    }
    try {
      const response = await fetch(addressOf(path, fields), init);
      const type = response.headers.get("content-type") ?? "";
      const shown = /json|text|xml/.test(type)
        ? (await response.text()).slice(0, 200_000)
        : `${(await response.blob()).size} bytes of ${type}`;
      reply.textContent = `${response.status} ${response.statusText}\n\n${pretty(shown)}`;
    } catch (error) {
      reply.textContent = String(error);
    }
  });
  return form;
}

function addressOf(path, fields) {
  const query = new URLSearchParams();
  let address = path;
  for (const [parameter, input] of fields) {
    if (parameter.in === "path") address = address.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.append(parameter.name, input.value);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const exampleOf = (schema) =>
  Object.fromEntries((schema.required ?? []).map((name) => [name, schema.properties?.[name]?.type === "array" ? [] : ""]));

const { paths, info } = await (await fetch("/api/openapi.json")).json();
list.replaceChildren(make("p", {}, `Version ${info.version}. ${info.description}`));
const entries = [];
for (const [path, methods] of Object.entries(paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const entry = make(
      "details",
      {},
      make("summary", {}, make("code", {}, method.toUpperCase()), ` ${path} `, make("small", {}, operation.summary ?? "")),
    );
    entry.addEventListener("toggle", () => entry.open && entry.children.length === 1 && entry.append(formOf(path, method, operation)));
    entries.push([`${method} ${path} ${operation.operationId ?? ""} ${operation.summary ?? ""}`.toLowerCase(), entry]);
    list.append(entry);
  }
}
find.addEventListener("input", () => {
  for (const [text, entry] of entries) entry.hidden = !text.includes(find.value.toLowerCase());
});
