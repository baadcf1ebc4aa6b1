/* What script adds to pages that are whole without it. */

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
