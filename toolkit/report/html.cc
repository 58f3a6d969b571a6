// SPDX-License-Identifier: Apache-2.0
#include "report/html.h"

#include "core/build_info.h"
#include "report/assets.h"

namespace swapbench::report {
namespace {

// Length of the valid UTF-8 sequence at the start of `text`, 0 where there is none.
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const size_t length = byte(0) < 0x80                      ? 1
                        : byte(0) >= 0xC2 && byte(0) < 0xE0 ? 2
                        : byte(0) >= 0xE0 && byte(0) < 0xF0 ? 3
                        : byte(0) >= 0xF0 && byte(0) < 0xF5 ? 4
                                                            : 0;
  if (length == 0 || length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (length == 3 && byte(0) == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
  if (length == 3 && byte(0) == 0xED && byte(1) > 0x9F) return 0;  // surrogates
  if (length == 4 && byte(0) == 0xF0 && byte(1) < 0x90) return 0;  // overlong
  if (length == 4 && byte(0) == 0xF4 && byte(1) > 0x8F) return 0;  // beyond Unicode
  return length;
}

std::string EntityOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\n':
    case '\t':
      return std::string(1, c);
    default:
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? " " : std::string(1, c);
  }
}

std::string Items(const std::vector<Statement>& statements) {
  std::string html = "<ul>\n";
  for (const Statement& statement : statements)
    html += "<li><strong>" + EscapeHtml(statement.lead) + "</strong> " +
            EscapeHtml(statement.text) + "</li>\n";
  return html + "</ul>\n";
}

std::string VerdictHtml(const Conclusions& conclusions) {
  const char *of_class = "absent", *mark = "?", *state = "Not controlled";
  if (conclusions.controls == ControlsState::kHeld) {
    of_class = "held";
    mark = "✓";
    state = "Controls hold";
  } else if (conclusions.controls == ControlsState::kFailed) {
    of_class = "failed";
    mark = "✗";
    state = "Controls failed";
  } else if (conclusions.controls == ControlsState::kNotJudged) {
    state = "Controls not judged";
  }
  std::string html = std::string("<section id=\"verdict\" class=\"") + of_class +
                     "\">\n<p class=\"state\"><span aria-hidden=\"true\">" + mark + "</span> " +
                     state + "</p>\n<h2>" + EscapeHtml(conclusions.headline) + "</h2>\n" +
                     Paragraph(conclusions.control_sentence);
  if (!conclusions.findings.empty())
    html += "<h3>What the numbers say</h3>\n" + Items(conclusions.findings);
  if (!conclusions.cautions.empty())
    html += "<h3>What may not be concluded</h3>\n" + Items(conclusions.cautions);
  return html + "</section>\n";
}

std::string FigureHtml(const Figure& figure, const std::string& provenance) {
  return "<figure>\n<p class=\"figure-title\">" + EscapeHtml(figure.title) +
         "</p>\n<div class=\"chart\" id=\"chart_" + figure.name + "\" role=\"img\" aria-label=\"" +
         EscapeHtml(figure.title) +
         "; the table below holds the same numbers\"></div>\n<figcaption>" +
         EscapeHtml(figure.caption) + " <span class=\"provenance\">" + EscapeHtml(provenance) +
         "</span></figcaption>\n<script type=\"application/json\" data-chart=\"chart_" +
         figure.name + "\">" + ScriptSafe(figure.spec) + "</script>\n</figure>\n";
}

std::string ExhibitHtml(const Exhibit& exhibit) {
  std::string html = "<div class=\"exhibit\">\n";
  if (exhibit.figures.size() > 1) html += "<div class=\"figures\">\n";
  for (const Figure& figure : exhibit.figures) html += FigureHtml(figure, exhibit.provenance);
  if (exhibit.figures.size() > 1) html += "</div>\n";
  html += ToHtml(exhibit.table);
  if (!exhibit.provenance.empty() && exhibit.figures.empty())
    html += Paragraph(exhibit.provenance, "provenance");
  return html + "</div>\n";
}

std::string EntriesHtml(const std::vector<Entry>& entries) {
  std::string html = "<dl>\n";
  for (const Entry& entry : entries) {
    const std::string text = EscapeHtml(entry.text);
    const bool lines = entry.text.find('\n') != std::string::npos;
    html += "<div><dt>" + EscapeHtml(entry.term) + "</dt><dd>" +
            (lines ? "<pre>" + text + "</pre>" : text) + "</dd></div>\n";
  }
  return html + "</dl>\n";
}

std::string SectionHtml(const Section& section) {
  std::string html =
      "<section id=\"" + section.id + "\">\n<h2>" + EscapeHtml(section.title) + "</h2>\n";
  for (const std::string& paragraph : section.paragraphs) html += Paragraph(paragraph);
  for (const Exhibit& exhibit : section.exhibits) html += ExhibitHtml(exhibit);
  if (!section.entries.empty()) html += EntriesHtml(section.entries);
  return html + "</section>\n";
}

std::string NavigationHtml(const std::vector<Section>& sections) {
  std::string html = "<nav aria-label=\"Sections\"><ul>\n";
  for (const Section& section : sections)
    html += "<li><a href=\"#" + section.id + "\">" + EscapeHtml(section.title) + "</a></li>\n";
  return html + "</ul></nav>\n";
}

bool HasCharts(const std::vector<Section>& sections) {
  for (const Section& section : sections)
    for (const Exhibit& exhibit : section.exhibits)
      if (!exhibit.figures.empty()) return true;
  return false;
}

// The policy lets the page run its own scripts and forbids it every request.
constexpr const char* kHead =
    "<meta charset=\"utf-8\"/>\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
    "'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
    "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
    "<link rel=\"icon\" href=\"data:,\"/>\n";

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (size_t i = 0; i < text.size();) {
    const size_t length = SequenceLength(text.substr(i));
    if (length == 1) escaped += EntityOf(text[i]);
    else if (length == 0) escaped += "\xEF\xBF\xBD";
    else escaped += text.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return escaped;
}

std::string ScriptSafe(std::string json) {
  for (size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at))
    json.replace(at, 1, "\\u003c");
  return json;
}

std::string Paragraph(const std::string& text, const std::string& of_class) {
  return "<p" + (of_class.empty() ? "" : " class=\"" + of_class + "\"") + ">" + EscapeHtml(text) +
         "</p>\n";
}

std::string DocumentHtml(const std::string& title, const std::string& main,
                         const std::string& scripts) {
  const BuildInfo& build = GetBuildInfo();
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n" + std::string(kHead) + "<title>" +
         EscapeHtml(title) + "</title>\n<style>\n" + std::string(PageCss()) +
         "</style>\n</head>\n<body>\n<header>\n<h1>" + EscapeHtml(title) +
         "</h1>\n</header>\n<main>\n" + main + "</main>\n<footer><p>Written by SwapBench " +
         EscapeHtml(build.version) + ", commit " + EscapeHtml(build.commit) +
         ". This file makes no request and stores nothing.</p></footer>\n" + scripts +
         "</body>\n</html>\n";
}

std::string PageHtml(const std::string& title, const Conclusions& conclusions,
                     const std::vector<Section>& sections) {
  std::string main = VerdictHtml(conclusions) + NavigationHtml(sections), scripts;
  if (HasCharts(sections)) {
    main +=
        "<noscript><p class=\"provenance\">Charts need JavaScript. Every number of theirs stands "
        "in the tables.</p></noscript>\n";
    scripts = "<script>\n" + ChartLibraries() + "</script>\n<script>\n" + std::string(PageJs()) +
              "</script>\n";
  }
  for (const Section& section : sections) main += SectionHtml(section);
  return DocumentHtml(title, main, scripts);
}

}  // namespace swapbench::report
