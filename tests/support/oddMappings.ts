/** 25 mappings with unusual text, which must not change on the way through a program and a state. */
export const ODD_MAPPINGS: readonly {
  readonly display_name: string;
  readonly description: string;
  readonly filter: string;
}[] = [
  ["all-sso-users", "", "true"],
  ["Kafka administrators", "On call for the clusters", '"kafka-admins" in groups'],
  ["Kafka administrators", "The same name", '"kafka-admins-2" in groups'],
  ["Kafka administrators", "And once more", '"kafka-admins-3" in groups'],
  ["kafka-administrators", "Almost the same name", "kafka-admins"],
  ['He said "Kafka"', 'A "quoted" description', `"O'Neill" in groups`],
  ["It's", "It's a description with 'both' \"kinds\"", "'single' in groups"],
  ["new", "A reserved word", "new"],
  ["class", "Another one", "class"],
  ["GroupMapping", "What the program imports", "GroupMapping"],
  ["42", "A number", "42"],
  ["🚀 Launch 👩‍👩‍👧‍👦", "Emoji 🙂 and ⚙️", '"🚀" in groups'],
  ["🙂", "Nothing but an emoji", "🙂"],
  ["管理者", "日本語の説明", '"管理者" in groups'],
  ["Schlüssel für Größen", "Umlauts", "schlüssel"],
  ["مدير", "Written from right to left", "مدير"],
  ["\u202Egnp.exe", "Turns the direction of writing", "\u202Eturned"],
  ["Line\nbreak", "First line\nsecond line\r\nthird\tline", "line\nbreak"],
  ["Separators", "before\u2028between\u2029after\u00A0no-break", "blank\u00A0blank"],
  ["${process.exit(1)}", "`backticks` and ${templates}", '"${x}" in groups'],
  ["back\\slash", "\\n is no line break, \\u0041 no A", '"DOMAIN\\\\group" in groups'],
  ["*/ // /*", "Comments --> <!-- </script>", "*/"],
  [" blanks around ", "  ", " blank "],
  ["../../etc/passwd", "$(rm -rf /); echo 'x' && \"y\"", "$(id)"],
  ["A very long name ".repeat(12), "A long description, ".repeat(30), `"${"long-".repeat(56)}" in groups`],
].map(([display_name = "", description = "", filter = ""]) => ({ display_name, description, filter }));
