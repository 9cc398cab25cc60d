/** Forms as a careless or hostile client puts them together: what, under which type, the text. */
export const BROKEN_FORMS: readonly (readonly [string, string, string])[] = [
  ['no boundary', 'multipart/form-data', '--cut\r\n\r\n--cut--'],
  ['an empty boundary', 'multipart/form-data; boundary=', '--\r\n\r\n----'],
  ['an empty quoted boundary', 'multipart/form-data; boundary=""', '--\r\n\r\n----'],
  ['another boundary', 'multipart/form-data; boundary=cut', '--other\r\n\r\n--other--\r\n'],
  ['no parts at all', 'multipart/form-data; boundary=cut', 'x'],
  ['JSON instead', 'multipart/form-data; boundary=cut', '{"reason":"x"}'],
  [
    'a cut part',
    'multipart/form-data; boundary=cut',
    '--cut\r\nContent-Disposition: form-data; name="reason"\r\n\r\nx',
  ],
  ['a cut header', 'multipart/form-data; boundary=cut', '--cut\r\nContent-Disposition: form-'],
  ['no headers', 'multipart/form-data; boundary=cut', '--cut\r\n\r\nx\r\n--cut--\r\n'],
  [
    'no name',
    'multipart/form-data; boundary=cut',
    '--cut\r\nContent-Disposition: form-data\r\n\r\nx\r\n--cut--\r\n',
  ],
  [
    'another disposition',
    'multipart/form-data; boundary=cut',
    '--cut\r\nContent-Disposition: attachment; name="reason"\r\n\r\nx\r\n--cut--\r\n',
  ],
  [
    'an open quote',
    'multipart/form-data; boundary=cut',
    '--cut\r\nContent-Disposition: form-data; name="reason\r\n\r\nx\r\n--cut--\r\n',
  ],
  ['a boundary of 70,000 letters', `multipart/form-data; boundary=${'x'.repeat(4_000)}`, '--x\r\n'],
  [
    'bare line feeds',
    'multipart/form-data; boundary=cut',
    '--cut\nContent-Disposition: form-data; name="a"\n\nx\n--cut--\n',
  ],
];

const part = (name: string, value: string, more = ''): string =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

/** Forms that are read, and the reason that is read from each. */
export const READ_FORMS: readonly (readonly [string, string, string, string])[] = [
  ['one field', 'multipart/form-data; boundary=cut', `${part('reason', 'x')}--cut--\r\n`, 'x'],
  [
    'a quoted boundary',
    'multipart/form-data; boundary="cut"',
    `${part('reason', 'x')}--cut--\r\n`,
    'x',
  ],
  ['capitals', 'Multipart/Form-Data; Boundary=cut', `${part('reason', 'x')}--cut--\r\n`, 'x'],
  [
    'a field twice',
    'multipart/form-data; boundary=cut',
    `${part('reason', 'a')}${part('reason', 'b')}--cut--\r\n`,
    'b',
  ],
  [
    'a file under the name',
    'multipart/form-data; boundary=cut',
    `${part('reason', 'x', '; filename="a.txt"')}--cut--\r\n`,
    '',
  ],
  [
    '300 fields',
    'multipart/form-data; boundary=cut',
    `${Array.from({ length: 300 }, (_, n) => part(`f${n}`, 'x')).join('')}${part('reason', 'x')}--cut--\r\n`,
    'x',
  ],
  ['an empty form', 'application/x-www-form-urlencoded', '&&&', ''],
  ['nameless values', 'application/x-www-form-urlencoded', '=x&=y', ''],
  ['a name alone', 'application/x-www-form-urlencoded', 'reason', ''],
  ['a field twice', 'application/x-www-form-urlencoded', 'reason=a&reason=b', 'b'],
  ['an escaped name', 'application/x-www-form-urlencoded', '%72eason=x', 'x'],
  ['plus signs', 'application/x-www-form-urlencoded', 'reason=+a+b+', 'a b'],
  ['broken escapes', 'application/x-www-form-urlencoded', 'reason=%zz%', '%zz%'],
  ['bytes that are no UTF-8', 'application/x-www-form-urlencoded', 'reason=%ff', '\ufffd'],
  ['a list', 'application/x-www-form-urlencoded', 'reason[]=x&reason[0]=y', ''],
  ['JSON instead', 'application/x-www-form-urlencoded', '{"reason":"x"}', ''],
  ['another charset', 'application/x-www-form-urlencoded; charset=latin1', 'reason=%C3%B6', 'ö'],
];
