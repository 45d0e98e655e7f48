/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/html-page.h"

#include "ns3/figure-drawing.h"

namespace ns3
{

namespace
{

constexpr const char* STYLE = R"(
body { font: 16px/1.5 "DejaVu Sans", Arial, sans-serif; color: #111; background: #fff;
       max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.7rem; text-align: right; border-bottom: 1px solid #ccc;
         white-space: nowrap; }
th { border-bottom: 2px solid #555; }
.left { text-align: left; }
figure { margin: 1.5rem 0; break-inside: avoid; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-size: 0.9rem; color: #333; }
.warning { border-left: 4px solid #D55E00; padding-left: 0.8rem; }
)";

} // namespace

HtmlPage::HtmlPage(const std::string& title)
    : m_title(Escape(title))
{
}

std::string
HtmlPage::Escape(const std::string& text)
{
    std::string escaped;
    for (const char c : CleanText(text))
    {
        switch (c)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

void
HtmlPage::AddHeading(const std::string& text)
{
    m_body += "<h2>" + Escape(text) + "</h2>\n";
}

void
HtmlPage::AddParagraph(const std::string& text)
{
    m_body += "<p>" + Escape(text) + "</p>\n";
}

void
HtmlPage::AddWarning(const std::string& text)
{
    m_body += "<p class=\"warning\">" + Escape(text) + "</p>\n";
}

void
HtmlPage::AddTable(const std::vector<std::string>& head,
                   const std::vector<std::vector<std::string>>& rows,
                   std::size_t leftColumns)
{
    const auto addRow = [&](const std::vector<std::string>& row, const char* tag) {
        m_body += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
        {
            m_body += std::string("<") + tag + (i < leftColumns ? " class=\"left\">" : ">") +
                      Escape(row[i]) + "</" + tag + ">";
        }
        m_body += "</tr>\n";
    };
    m_body += "<div class=\"wide\"><table>\n<thead>\n";
    addRow(head, "th");
    m_body += "</thead>\n<tbody>\n";
    for (const auto& row : rows)
    {
        addRow(row, "td");
    }
    m_body += "</tbody>\n</table></div>\n";
}

void
HtmlPage::AddPicture(const std::string& svg, const std::string& title, const std::string& caption)
{
    // In a page there is neither an XML declaration nor a document type.
    const auto begin = svg.find("<svg");
    if (begin == std::string::npos)
    {
        return;
    }
    m_body += "<figure role=\"group\" aria-label=\"" + Escape(title) + "\">\n" + svg.substr(begin) +
              "\n<figcaption>" + Escape(caption) + "</figcaption>\n</figure>\n";
}

std::string
HtmlPage::ToString() const
{
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           // Browsers ask the server of a page for an icon otherwise.
           "<link rel=\"icon\" href=\"data:,\">\n<title>" +
           m_title + "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n<h1>" + m_title +
           "</h1>\n" + m_body + "</body>\n</html>\n";
}

} // namespace ns3
