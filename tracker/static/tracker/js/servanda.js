// The script of every page. Each module looks for its own data-attributes and does nothing where they are absent.
import "./htmx.js";
import "./menus.js";
import "./keyboard.js";
import "./drafts.js";
import "./conditions.js";
import "./picker.js";
import "./reader.js";
