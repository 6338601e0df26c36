/** `text` with the one place that `pattern` matches replaced; anything but one place is an error. */
export function replaceOnce(text, pattern, replacement) {
  const places = text.match(new RegExp(pattern, 'g'))?.length ?? 0;
  if (places !== 1) throw new Error(`The text has ${places} places that match ${pattern}, and needs one.`);
  return text.replace(pattern, () => replacement);
}
