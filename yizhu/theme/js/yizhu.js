/* What script adds to pages that are whole without it. */
import { startKeys } from "./keys.js";
import { startMargin } from "./margin.js";
import { startPopovers } from "./popover.js";
import { keepPlace } from "./place.js";

startPopovers();
startKeys();
keepPlace();
startMargin();
