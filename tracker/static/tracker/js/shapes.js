// The one place where shapes are drawn: the sprite is built from here, and the charts draw from here.
// A status is a list of paths on a 16 × 16 grid: d path, f filled, s stroke width, x in the contrast colour,
// h dashed, b closed outline (a chart fills it with the ground, so that lines do not shine through).
export const STATUS_SHAPES = {
  BREACHED: [{ d: "M4.9.8h6.2l4.1 4.1v6.2l-4.1 4.1H4.9L.8 11.1V4.9z", f: 1 }, { d: "M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4", s: 2, x: 1 }],
  REVERSED: [{ d: "M8 .2L15.8 8 8 15.8.2 8z", f: 1 }, { d: "M6.3 4.6L4.4 6.6l1.9 2M4.6 6.6h4a2.1 2.1 0 0 1 0 4.3H7", s: 1.7, x: 1 }],
  OVERDUE: [{ d: "M8 .5A7.5 7.5 0 1 0 8 15.5A7.5 7.5 0 1 0 8 .5z", f: 1 }, { d: "M8 3.9V8.3l3 2", s: 1.9, x: 1 }],
  DISPUTED: [{ d: "M7.2 .6v14.8A7.5 7.5 0 0 1 7.2 .6z", f: 1 }, { d: "M9.3 1.5a6.7 6.7 0 0 1 0 13z", s: 1.6 }],
  AT_RISK: [{ d: "M8 1.6l6.8 12.2H1.2z", s: 1.7, b: 1 }, { d: "M8 6.2v3.2M8 11.7v.1", s: 1.8 }],
  UNVERIFIED: [{ d: "M8 1.2A6.8 6.8 0 1 0 8 14.8A6.8 6.8 0 1 0 8 1.2z", s: 1.5, h: 1, b: 1 }, { d: "M6.2 6.4a1.9 1.9 0 1 1 3 1.5c-.7 .5-1.2 .8-1.2 1.6M8 11.6v.1", s: 1.6 }],
  SUSPENDED: [{ d: "M1.2 1.2h13.6v13.6H1.2z", s: 1.6, b: 1 }, { d: "M6 5.2v5.6M10 5.2v5.6", s: 2 }],
  PENDING: [{ d: "M8 1.2A6.8 6.8 0 1 0 8 14.8A6.8 6.8 0 1 0 8 1.2z", s: 1.5, b: 1 }, { d: "M4.9 8h.1M8 8h.1M11 8h.1", s: 1.9 }],
  ON_TRACK: [{ d: "M8 1.2A6.8 6.8 0 1 0 8 14.8A6.8 6.8 0 1 0 8 1.2z", s: 1.6, b: 1 }, { d: "M5.5 10.5l5-5M6.7 5.4h3.9v3.9", s: 1.8 }],
  COMPLIANT: [{ d: "M8 1.6A6.4 6.4 0 1 0 8 14.4A6.4 6.4 0 1 0 8 1.6z", s: 2.6, b: 1 }, { d: "M5.4 8.2l1.9 1.9 3.4-3.9", s: 1.9 }],
  FULFILLED: [{ d: "M8 .5A7.5 7.5 0 1 0 8 15.5A7.5 7.5 0 1 0 8 .5z", f: 1 }, { d: "M4.6 8.3l2.4 2.4 4.5-5", s: 2.1, x: 1 }],
  CLOSED: [{ d: "M.7.7h14.6v14.6H.7z", f: 1 }, { d: "M4.6 8h6.8", s: 2.1, x: 1 }],
};

export function symbolOf(status, parts) {
  const drawn = parts.map((part) => {
    if (part.f) return `<path fill="currentColor" d="${part.d}"/>`;
    const colour = part.x ? "var(--cut,#fff)" : "currentColor";
    const dash = part.h ? ' stroke-dasharray="2.6 2.2"' : "";
    return `<path fill="none" stroke="${colour}" stroke-width="${part.s}" stroke-linecap="${part.h ? "butt" : "round"}" stroke-linejoin="round"${dash} d="${part.d}"/>`;
  });
  const id = `st-${status.toLowerCase().replaceAll("_", "-")}`;
  return `<symbol id="${id}" viewBox="0 0 16 16">${drawn.join("")}</symbol>`;
}

export const OWN_SHAPES = {
  brand: { box: "0 0 24 24", body: '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M12 3v18M7 21h10M4 7h16"/><path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M1.8 14L4.6 7l2.8 7a2.9 2.9 0 01-5.6 0z"/><path fill="currentColor" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M16.6 14l2.8-7 2.8 7a2.9 2.9 0 01-5.6 0z"/>' },
  up: { box: "0 0 12 12", body: '<path fill="currentColor" d="M6 2l5 8H1z"/>' },
  down: { box: "0 0 12 12", body: '<path fill="currentColor" d="M6 10L1 2h10z"/>' },
  flat: { box: "0 0 12 12", body: '<path stroke="currentColor" stroke-width="2" d="M1 6h10"/>' },
  half: { box: "0 0 12 12", body: '<path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" d="M6 9.4L1.8 2.8h8.4z"/>' },
};

const BARS = [[1, 8, 4], [8, 5, 7], [15, 2, 10]];
export const CONFIDENCE = [0, 1, 2, 3].map((filled) => {
  const bars = BARS.map(([x, y, height], index) => {
    const paint = index < filled ? 'fill="currentColor"' : 'fill="none" stroke="currentColor" stroke-width="1" stroke-opacity=".55"';
    return `<rect x="${x}" y="${y}" width="5" height="${height}" rx="1" ${paint}/>`;
  });
  return `<symbol id="conf-${filled}" viewBox="0 0 22 13">${bars.join("")}</symbol>`;
});

// Icons taken from @tabler/icons (outline). Add a name here before using it in a template.
export const ICONS = [
  "adjustments", "alert-triangle", "arrow-narrow-right", "arrows-exchange", "arrows-sort", "calendar", "check",
  "chevron-down", "chevron-left", "chevron-right", "circle-check", "clock", "columns", "copy", "download",
  "external-link", "eye", "eye-off", "file-text", "filter", "flag", "history", "info-circle", "key", "keyboard",
  "language", "link", "list", "lock", "logout", "menu-2", "messages", "moon", "pencil", "player-play", "plus", "quote",
  "refresh", "scale", "search", "send", "settings", "shield-lock", "bookmark", "sort-ascending", "sort-descending", "stack-2", "star", "sun",
  "trash", "upload", "user", "users", "x",
];
