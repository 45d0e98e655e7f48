/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/html-page.h"

#include <gtest/gtest.h>
#include <pugixml.hpp>

using namespace ns3;

namespace
{

const std::string HOSTILE = "<script>alert(1)</script> & \"' \xC3\x28 \x01";
const std::string SHOWN = "<script>alert(1)</script> & \"' \uFFFD( ?";

} // namespace

TEST(HtmlPage, TextStaysText)
{
    HtmlPage page(HOSTILE);
    page.AddHeading(HOSTILE);
    page.AddParagraph(HOSTILE);
    page.AddWarning(HOSTILE);
    page.AddTable({HOSTILE}, {{HOSTILE}});
    page.AddPicture("<?xml version=\"1.0\"?>\n<svg></svg>", HOSTILE, HOSTILE);
    const auto text = page.ToString();
    EXPECT_EQ(text.find("<script"), std::string::npos);
    EXPECT_EQ(text.find("<?xml"), std::string::npos);

    const auto begin = text.find("<body>");
    const auto end = text.find("</body>");
    pugi::xml_document body;
    ASSERT_TRUE(body.load_string(text.substr(begin, end + 7 - begin).c_str()));
    for (const auto* place : {"//h1", "//h2", "//p[1]", "//p[2]", "//th", "//td", "//figcaption"})
    {
        EXPECT_EQ(body.select_node(place).node().text().get(), SHOWN) << place;
    }
    EXPECT_EQ(body.select_node("//figure").node().attribute("aria-label").value(), SHOWN);
    EXPECT_EQ(body.select_nodes("//figure/svg").size(), 1U);
}

TEST(HtmlPage, WhatIsNoPictureIsLeftOut)
{
    HtmlPage page("page");
    page.AddPicture("", "title", "caption");
    EXPECT_EQ(page.ToString().find("<figure"), std::string::npos);
}
