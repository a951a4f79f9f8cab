// What is wrong with a page as a browser shows it: a list of sentences. Run by look_at_pages.py.
const problems = [];

function channels(color) {
  const numbers = color.match(/[\d.]+/g).map(Number);
  return { red: numbers[0], green: numbers[1], blue: numbers[2], alpha: numbers.length > 3 ? numbers[3] : 1 };
}

// Relative luminance and contrast as WCAG 2.1 defines them.
function luminance({ red, green, blue }) {
  const linear = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

function backgroundOf(element) {
  for (let each = element; each; each = each.parentElement) {
    const color = channels(getComputedStyle(each).backgroundColor);
    if (color.alpha > 0) return color;
  }
  return channels("rgb(255, 255, 255)");
}

function describe(element) {
  return `<${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;
}

const texts = [...document.querySelectorAll("body *")].filter((element) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "") &&
  element.tagName !== "title");
// What each kind of page is for.
const kind = document.querySelector("section.text") ? "article" : "entity";
for (const part of kind === "article" ? ["a.named", ".why"] : [".graph", ".offices"]) {
  if (!document.querySelector(part)) problems.push(`has no ${part}`);
}

const width = document.documentElement.clientWidth;

if (document.documentElement.scrollWidth > width) problems.push(`is ${document.documentElement.scrollWidth} wide in a window of ${width}`);
for (const element of texts) {
  const style = getComputedStyle(element);
  const drawn = element instanceof SVGElement;
  const ratio = contrast(channels(drawn ? style.fill : style.color), backgroundOf(element));
  if (ratio < 4.5) problems.push(`${describe(element)} has a contrast of ${ratio.toFixed(1)}`);
  const box = element.getBoundingClientRect();
  if (box.right > width + 1 || box.left < -1) problems.push(`${describe(element)} reaches out of the window`);
}
for (const svg of document.querySelectorAll("svg")) {
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]);
  boxes.forEach(([text, box], at) => {
    if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1) problems.push(`${describe(text)} reaches out of its graph`);
    for (const [other, others] of boxes.slice(at + 1)) {
      const apart = box.right <= others.left || others.right <= box.left || box.bottom <= others.top + 2 || others.bottom <= box.top + 2;
      if (!apart) problems.push(`${describe(text)} lies over ${describe(other)}`);
    }
  });
}
for (const link of document.querySelectorAll("a")) {
  const target = link.getAttribute("href");
  if (!target.startsWith("#") || !document.getElementById(target.slice(1))) problems.push(`${describe(link)} leads nowhere`);
}
if (performance.getEntriesByType("resource").length > 0) problems.push("loads something");
if (document.scripts.length > 0) problems.push("has a script");
if (texts.length < 10) problems.push("shows hardly anything");
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
if ((luminance(backgroundOf(document.body)) < 0.2) !== dark) problems.push(dark ? "is light where dark was asked for" : "is dark where light was asked for");
return problems;
