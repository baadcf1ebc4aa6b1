/* What script adds to pages that are whole without it. */
import { startKeys } from "./keys.js";
import { startKnown } from "./known.js";
import { startMargin } from "./margin.js";
import { startPopovers } from "./popover.js";
import { keepPlace } from "./place.js";
import { startProgress } from "./progress.js";
import { startQuoting } from "./quote.js";
import { startStops } from "./stops.js";
import { startTint } from "./tint.js";
import { startPrinting } from "./sheet.js";
import { startReadings } from "./readings.js";
import { startVertical } from "./vertical.js";

startPopovers();
startKeys();
keepPlace();
startMargin();
startKnown();
startQuoting();
startStops();
startTint();
startPrinting();
startReadings();
startVertical();
startProgress();
