/** Texts that have broken other services; what matters of each is that it comes back as it was. */

const at = (code: number): string => String.fromCodePoint(code);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Characters that are invisible, that steer the writing, or that are no characters at all. */
const CODES = [
  ...range(0x01, 0x1f),
  ...range(0x7f, 0x9f),
  ...[0xa0, 0xad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x180e, 0x3164, 0xfe0f, 0xfeff, 0xffa0],
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x206f),
  ...range(0xfdd0, 0xfdd3),
  ...range(0xfff9, 0xffff),
  ...[0x1d173, 0x1fffe, 0x1ffff, 0xe0001, 0xe0061, 0xe007f, 0xf0000, 0x10fffd, 0x10ffff],
];

const WRITINGS = [
  ...['Ölwechsel für 5 €', 'Ångström', 'naïve café', 'ÐÞßæœ', 'İıſK', 'ﬀﬁﬂ', '½²Ⅷ', '№', '…—‘’“”'],
  ...[
    'ආයුබෝවන්',
    'வணக்கம்',
    'नमस्ते',
    'สวัสดี',
    'မင်္ဂလာပါ',
    'ជំរាបសួរ',
    'ཀྵ',
    '你好',
    'こんにちは',
    '안녕하세요',
    '한글',
  ],
  ...['שלום עולם', 'مرحبا بالعالم', 'abc שלום 123 مرحبا', '\u202egpj.exe', '\u2067abc\u2069', 'ﷺ'],
  ...['e\u0301', '\u00e9', 'Z̷̢̛a̸͍͝l̶̰͘g̴̱̈o̵͔͑', `a${'\u0301'.repeat(500)}`, 'ᄀᄀᄀ각ᆨᆨ', '\u0301'],
  ...[
    '🚗',
    '👨‍👩‍👧‍👦',
    '👍🏽',
    '🇱🇰',
    '🏳️‍🌈',
    '1️⃣',
    '🏴\u{e0067}\u{e0062}\u{e007f}',
    '🚗'.repeat(100),
  ],
  ...['\u{20000}', '\u{2a6d6}', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', '𐍈', '𒀀', '\ue000', '\u{10ffff}', '\u{1f12f}', 'ａｂｃ'],
];

const LINES = ['a\r\nb', 'a\n\n\nb', 'a\vb\fc', 'a\n\rb', 'a\n \nb'];

const ATTACKS = [
  ...[
    "' or '1'='1",
    "'; drop table appointments; --",
    "x') on conflict do nothing --",
    '$1',
    '$$',
    '%s',
  ],
  ...[
    "\\'; select pg_sleep(10) --",
    "E'\\\\000'",
    '{a,b}',
    '(1,2)',
    '[1,3)',
    '\\N',
    '\\.',
    '"',
    "'",
    '\\',
  ],
  ...[
    '1; begin; commit',
    ':name',
    '?',
    '%',
    '_',
    '*',
    '/* x */',
    '-- x',
    ';',
    '\u02bc or 1=1',
    '0x27',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '</textarea>',
  ],
  ...[
    '<!--',
    '-->',
    ']]>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
    '&amp;&lt;',
  ],
  ...[
    '{{7*7}}',
    `\${7*7}`,
    '<%= 7*7 %>',
    '#{7*7}',
    '{% raw %}',
    '@(7*7)',
    '[[7*7]]',
    `\${jndi:ldap://a/b}`,
  ],
  ...[
    '; id',
    '$(id)',
    '`id`',
    '| cat /etc/passwd',
    '&& true',
    '../../etc/passwd',
    '..\\..\\x',
    'C:\\x',
  ],
  ...[
    'x\nlevel=error msg="forged"',
    '\u001b[31mred',
    '\r\n{"level":50,"msg":"forged"}',
    'x\u0007\u0008',
  ],
  ...['x\r\nSet-Cookie: a=b', 'a%0d%0ab', '%00', '%n%n%n%s', '\\u0000', '\\x00', '&#0;', '\\0'],
  ...[
    'null',
    'undefined',
    'true',
    'NaN',
    '[object Object]',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    '{}',
    '[]',
    '{"a":1}',
    '"quoted"',
    '0',
    '-1',
    '1e400',
    '0x1',
    '007',
    'Infinity',
    ' . ',
    '...',
  ],
  ...[
    "=cmd|' /C calc'!A0",
    '@SUM(1)',
    '+1+1',
    '-1+1',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'a@b',
  ],
];

const LONG = [
  'x'.repeat(9_999),
  'x'.repeat(10_000),
  `  ${'x'.repeat(10_000)}  `,
  'é'.repeat(10_000),
  '🚗'.repeat(10_000),
  'word '.repeat(1_999),
  '\\'.repeat(10_000),
  '"'.repeat(10_000),
];

const BLANK = [
  '',
  ' ',
  '\t\n\r',
  '\u00a0',
  '\u3000',
  '\u1680',
  '\u2003',
  '\u2028',
  ' \n'.repeat(5_000),
];
const FRAMED = [
  '  both ends \t\n',
  '\u00a0x\u3000',
  '\r\nx',
  'x\u2028',
  ' a  b ',
  '\u2003🚗\u2003',
];

/** All that are accepted and stored, trimmed. */
export const STORED_TEXTS: readonly string[] = [
  ...CODES.map((code) => `a${at(code)}b`),
  ...[...WRITINGS, ...LINES, ...ATTACKS, ...LONG, ...BLANK, ...FRAMED],
];

/** Characters at an end about which the predecessor's language and this one's think differently. */
export const EDGE_TEXTS = ['\ufeffx', 'x\ufeff', '\u001cx', 'x\u001f', '\u0085x', 'x\u0085'];

/** What no text may hold, and how it is told. */
export const REFUSED_TEXTS: readonly (readonly [string, string])[] = [
  ...['\0', 'a\0', '\0a', 'a\0b', ' \0 ', '\0\0', `${'x'.repeat(9_999)}\0`].map(
    (text) => [text, 'Null characters are not allowed.'] as const,
  ),
  ...[
    '\ud800',
    '\udbff',
    '\udc00',
    '\udfff',
    'a\ud83db',
    'a\ude97b',
    '\ude97\ud83d',
    '🚗\ud83d',
  ].map((text): readonly [string, string] => {
    const lone = /\p{Surrogate}/u.exec(text)?.[0].charCodeAt(0).toString(16).toUpperCase();
    return [text, `Surrogate characters are not allowed: U+${lone}.`];
  }),
  ...['x'.repeat(10_001), 'x'.repeat(50_000), '🚗'.repeat(10_001), `${'é'.repeat(10_000)}.`].map(
    (text) => [text, 'Ensure this field has no more than 10000 characters.'] as const,
  ),
];

const BLANKS =
  '[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const ENDS = new RegExp(`^${BLANKS}|${BLANKS}$`, 'g');

/** A text without what the predecessor takes for blanks at its ends. */
export function trimmed(text: string): string {
  return text.replace(ENDS, '');
}
