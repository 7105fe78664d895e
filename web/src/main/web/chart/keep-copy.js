/**
 * Puts a file among somebody's downloads.
 *
 * @param {Blob} file
 * @param {string} name
 */
export function keepCopy(file, name) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
