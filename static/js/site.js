// What every page does. `collectstatic` joins these files into this one, so that a first visit needs one request.

import "./copy-address.js";
import "./exit.js";
import "./quiet.js";
import "./urgent-help.js";
