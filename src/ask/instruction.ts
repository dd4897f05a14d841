// ask/instruction.ts: whether words of a document give orders to its reader instead of telling something.
//
//   a role or a control mark of a chat      "[INST]", "<|im_start|>", "Assistant:", 系统提示
//   a machine that is spoken to             "AI assistants must …", "if you are an AI", 致AI
//   an order to leave one's own orders      "ignore all previous instructions", 忽略以上指令
//   an order to say something               "Report that …", "answer only with", 请回答, 输出"…"
//
// A sentence with a subject before the verb reports ("executives say that"): it is evidence. What is found here is no
// ground for a statement; it is still shown to the person as what the document says.

const MARKS =
  /"role"\s*:|\b(?:act|behave|pretend|roleplay) as\b|\b(?:respond|reply|output|answer)\s*:|(?:model|AI|assistant) instructions?\b|请照此|\[\/?INST\]|<\|[^|>]{1,30}\|>|<\/?(?:system|assistant|user|instructions?)>|(?:^\W*|[.!?。？！]\s*)(?:system|assistant|user|developer|human|prompt|instructions?|(?:new )?task)\s*[:：]|(?:新的?)?任务[:：]|\b(?:admin|system|developer|root)\s+(?:override|mode|access)\b|系统(?:提示|消息|指令)|(?:system|developer) (?:prompt|message)/i;
/** A machine as a reader; "AI spending" and AI需求 are no readers. */
const MACHINE =
  /\b(?:AIs|an AI|the AI reading|AI (?:assistants?|models?|systems?|agents?|readers?|tools?)|artificial intelligence reading|(?:large )?language models?|LLMs?|chat-?bots?|GPT|(?:virtual )?assistants|automated (?:readers?|systems?|tools?)|crawlers?)\b|大?语言模型|大模型|(?:AI|智能|语音)助手|(?<![A-Za-z])AI(?=必须|应当|应该|请|需要|[，,]你|读取)|作为\s?AI|供\s?AI/;
/** A duty laid on a machine: a page may tell that models must be tested, but no figure rests on such a sentence. */
const DUTY =
  /\b(?:you|must|should|shall|always|please|required to|needs? to|ha(?:s|ve) to|when asked|instructions? (?:for|to))\b|你|(?<![申邀聘提])请|必须|务必|应当|应该|需要说|需要写|供.{0,6}(?:读取|阅读)/i;
const LEAVE =
  /\b(?:ignore|disregard|forget|override|bypass|discard|drop|stop following|(?:do not|don't) follow)\b.{0,40}\b(?:instructions?|prompts?|rules?|context|guidelines?|(?:the )?above|previous (?:text|instructions?|messages?)|earlier (?:text|instructions?|messages?))\b|(?:忽略|无视|忘记|不要理会|不必理会|抛开|跳过).{0,14}(?:指令|指示|提示|规则|要求|内容|上文|以上)/i;
const SAYING =
  "answer|reply|respond|output|print|repeat|report|state|say|tell|write|summari[sz]e|conclude|confirm|claim|mention|return|quote";
const WHAT =
  '(?:only|exactly|always|just|simply|back|them|us|me|(?:to )?the (?:user|reader|client)s?|readers|users|the question)?\\s*(?:that|with|exactly|the following|this|only|in your|:|["“‘])';
/** A verb of saying that opens its sentence or clause, or follows a word of obligation: nobody else is its subject. */
const SAY = new RegExp(
  `(?:^|[.!?。！？;；:：…>\\]“"\\n]|\\b(?:please|always|now|instead|you(?: will| must| should| shall)?)\\b|[，,])\\s*(?:please\\s+)?(?:${SAYING})\\s+${WHAT}`,
  "i",
);
const SAY_ZH =
  /(?:请|必须|务必|应当?|直接|一律|只能|只)(?:直接|如实|一律|只)?(?:回答|回复|输出|写明|写道|报告|告诉|说明为|返回)|告诉(?:用户|读者)|输出[“"「：:]|^\W*(?:回答|回复|输出)/;
/** The reply that is being written, spoken of in the document, and machines that are called by name. */
const META =
  /\b(?:your|every|each|any|the final) (?:answer|reply|replies|response|summary|output|digest)s?\b|\b(?:you|thou) (?:will|must|should|shall|are to) (?:say|state|answer|reply|report|write|claim|conclude|mention|output)\b|\b(?:dear|hey|hello|to all|for|note to|attention)[, ]+(?:the |all |any |every )?(?:AIs?|AI \w+|(?:large )?language models?|models?\b(?=[,:])|LLMs?|assistants?|chat-?bots?)\b|\bas an? (?:AI|language model|assistant|chatbot)\b|(?:对|致|给|告知)(?:所有|各位|任何)(?:的)?\s?(?:AI|人工智能|大?语言模型|大模型|助手)|(?:致|写给)\s?(?:AI|人工智能|大?语言模型|大模型|助手)\S{0,6}[:：，,]|(?:你的?|每次|任何)(?:的)?(?:回答|回复|摘要|总结|输出)|(?:在|于)(?:摘要|总结|回答|回复)(?:里|中)?(?:写|说|注明)|把.{1,12}(?:写成|说成|改成|当作)/i;
const CORRECT =
  /\bthe (?:correct|right|only|expected) (?:answer|reply|response|output) (?:is|must be)\b|正确(?:的)?(?:答案|回答)(?:是|为)/i;

/** Whether the sentence that a quote of `text` stands in gives orders. Looks 300 characters around the quote. */
export function isInstruction(text: string, { start, end }: { start: number; end: number }): boolean {
  const from = Math.max(0, start - 300);
  const before = text.slice(from, start);
  const opens = Math.max(
    ...["\n", "。", "！", "？", ". ", "! ", "? "].map((mark) => before.lastIndexOf(mark)),
  );
  // A quote that ends with its sentence answers for no word of the next one.
  const last = Math.max(start, end - 1);
  const after = text.slice(last, end + 300);
  const closes = /[。！？\n]|[.!?](?=\s|$)/.exec(after)?.index ?? after.length;
  return givesOrders(text.slice(from + opens + 1, Math.max(end, last + closes)));
}

function givesOrders(sentence: string): boolean {
  if ([MARKS, LEAVE, META, CORRECT].some((pattern) => pattern.test(sentence))) return true;
  if (MACHINE.test(sentence) && DUTY.test(sentence)) return true;
  return SAY.test(sentence.trim()) || SAY_ZH.test(sentence.trim());
}
