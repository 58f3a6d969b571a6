// SPDX-License-Identifier: Apache-2.0
// Draws each chart specification of the page. Colours are CSS variables, so that the scheme of the
// reader and the printer apply without drawing anew.
(() => {
  "use strict";
  const font = getComputedStyle(document.documentElement).getPropertyValue("--sans").trim();
  const axis = {
    labelColor: "var(--ink-soft)", titleColor: "var(--ink-soft)", titleFontWeight: 500,
    domainColor: "var(--line)", tickColor: "var(--line)", gridColor: "var(--line)",
    labelFontSize: 12, titleFontSize: 12, titlePadding: 8, labelPadding: 6,
  };
  const config = {
    font, axis, background: null, view: {stroke: null},
    legend: {labelColor: "var(--ink)", labelFontSize: 12, symbolSize: 90, labelLimit: 220,
             columnPadding: 18},
  };
  for (const script of document.querySelectorAll("script[data-chart]")) {
    const target = document.getElementById(script.dataset.chart);
    const options = {mode: "vega-lite", renderer: "svg", actions: false, ast: true, config,
                     tooltip: {theme: "custom"}};
    vegaEmbed(target, JSON.parse(script.textContent), options).catch((error) => {
      target.textContent = "This chart could not be drawn; the table below holds its numbers.";
      console.error(error);
    });
  }
})();
