// The script of every page. Each module looks for its own data-attributes and does nothing where they are absent.
import "./htmx.js";
import "./menus.js";
import "./keyboard.js";
import "./keylist.js";
import "./drafts.js";
import "./sending.js";
import "./conditions.js";
import "./picker.js";
import "./proposing.js";
import "./reader.js";
import "./review.js";
import "./mentions.js";
import "./sheets.js";
import "./copying.js";
import "./play.js";
import "./wall.js";
