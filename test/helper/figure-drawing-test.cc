/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../test-data.h"

#include "ns3/figure-drawing.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

using namespace ns3;
namespace fs = std::filesystem;

namespace
{

/// What somebody may call a label who means no good, or does not know gnuplot.
const std::string HOSTILE =
    "`touch ran` \"; system('touch ran'); \\ $x @y <b>&amp; {/Bold %s} \xFF\n\t_^";

class FigureDrawingTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
        fs::create_directories(m_directory);
    }

    void TearDown() override
    {
        fs::remove_all(m_directory);
    }

    static PlotFigure MakeFigure(const std::string& name = "curve")
    {
        PlotFigure figure;
        figure.file = "plot-test";
        figure.title = name;
        figure.xLabel = "Time [s]";
        figure.yLabel = "Share";
        figure.curves = {{name, {{0, 0}, {1, 0.5}, {2, 1}}}, {"empty", {}}};
        return figure;
    }

    std::string Read(const std::string& name) const
    {
        return ReadFileBytes((m_directory / name).string());
    }

    /// All text in a picture.
    static std::string GetText(const std::string& svg)
    {
        pugi::xml_document document;
        EXPECT_TRUE(document.load_string(svg.c_str(), pugi::parse_full));
        std::string all;
        for (const auto& found : document.select_nodes("//text()"))
        {
            all += found.node().value();
        }
        return all;
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "figure drawing's `test` $HOME" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
};

#define SKIP_WITHOUT_GNUPLOT()                                                                     \
    if (DrawFigures(m_directory.string(), {MakeFigure()}).find("missing") != std::string::npos)    \
    GTEST_SKIP() << "gnuplot is not there: apt install gnuplot-nox"

TEST_F(FigureDrawingTest, TheScriptSaysAll)
{
    auto figure = MakeFigure();
    figure.isLogX = true; // leaves out x = 0
    figure.style = PlotFigure::STEPS;
    const auto script = MakeGnuplotScript(figure);
    for (const auto* line : {"set output \"plot-test.svg\"",
                             "set xlabel \"Time [s]\\n \"",
                             "set ylabel \"Share\"",
                             "set logscale x",
                             "with steps lc rgb \"#0072B2\"",
                             "\n1 0.5\n2 1\n"})
    {
        EXPECT_NE(script.find(line), std::string::npos) << line << " in\n" << script;
    }
    EXPECT_EQ(script.find("\n0 0\n"), std::string::npos);
    EXPECT_EQ(script.find("empty"), std::string::npos);
}

TEST_F(FigureDrawingTest, AnAxisThatWouldBeEmptyDoesNotBeginAtZero)
{
    auto figure = MakeFigure();
    figure.curves = {{"c", {{49, 0}, {100, 1}}}};
    EXPECT_NE(MakeGnuplotScript(figure).find("set xrange [0:*]"), std::string::npos);
    figure.curves = {{"c", {{51, 0}, {100, 1}}}};
    EXPECT_NE(MakeGnuplotScript(figure).find("set xrange [*:*]"), std::string::npos);
}

TEST_F(FigureDrawingTest, ALongLegendTakesNothingFromTheCurves)
{
    auto figure = MakeFigure();
    figure.curves.assign(2, {"c", {{1, 1}}});
    EXPECT_NE(MakeGnuplotScript(figure).find("svg size 760,470 "), std::string::npos);
    figure.curves.assign(7, {"a name that takes a row of the legend", {{1, 1}}});
    EXPECT_NE(MakeGnuplotScript(figure).find("svg size 760,620 "), std::string::npos);
}

TEST_F(FigureDrawingTest, CurvesDifferInColourAndInDashes)
{
    auto figure = MakeFigure();
    figure.curves.clear();
    for (std::size_t i = 0; i < PlotFigure::MAX_CURVES; ++i)
    {
        figure.curves.push_back({"c", {{1, 1}}});
    }
    const auto script = MakeGnuplotScript(figure);
    std::set<std::string> colours;
    std::set<std::string> looks;
    for (auto at = script.find(" lc rgb \"#", script.find("plot \"-\"")); at != std::string::npos;
         at = script.find(" lc rgb \"#", at + 1))
    {
        colours.insert(script.substr(at, 18));
        looks.insert(
            script.substr(at + 18, script.find_first_of("\n", at) - at - 18).substr(0, 24));
    }
    EXPECT_EQ(colours.size(), PlotFigure::MAX_CURVES);
    EXPECT_EQ(looks.size(), PlotFigure::MAX_CURVES);
}

TEST_F(FigureDrawingTest, DrawsTheSameBytesAgain)
{
    SKIP_WITHOUT_GNUPLOT();
    ASSERT_EQ(DrawFigures(m_directory.string(), {MakeFigure()}), "");
    const auto once = Read("plot-test.svg");
    ASSERT_EQ(DrawFigures(m_directory.string(), {MakeFigure()}), "");
    EXPECT_EQ(Read("plot-test.svg"), once);
    // Nor does it say who drew it when.
    EXPECT_EQ(once.find("GNUPLOT"), std::string::npos);
    EXPECT_EQ(once.find("Gnuplot"), std::string::npos);
    const auto text = GetText(once);
    EXPECT_NE(text.find("Time [s]"), std::string::npos);
    EXPECT_NE(text.find("curve"), std::string::npos);
}

TEST_F(FigureDrawingTest, TextIsNoCommand)
{
    SKIP_WITHOUT_GNUPLOT();
    auto figure = MakeFigure(HOSTILE);
    figure.xLabel = HOSTILE;
    figure.yLabel = HOSTILE;
    ASSERT_EQ(DrawFigures(m_directory.string(), {figure}), "");
    EXPECT_FALSE(fs::exists(m_directory / "ran"));
    const auto text = GetText(Read("plot-test.svg"));
    // As it is, but for what is no text.
    EXPECT_NE(
        text.find("`touch ran` \"; system('touch ran'); \\ $x @y <b>&amp; {/Bold %s} \uFFFD??_^"),
        std::string::npos)
        << text;
}

TEST_F(FigureDrawingTest, PartsHaveNamesOfTheirOwn)
{
    SKIP_WITHOUT_GNUPLOT();
    auto other = MakeFigure();
    other.style = PlotFigure::LINES_AND_POINTS;
    std::vector<PlotFigure> figures{MakeFigure(), other};
    GiveDistinctNames(figures);
    EXPECT_EQ(figures[1].file, "plot-test-2");
    ASSERT_EQ(DrawFigures(m_directory.string(), figures), "");
    std::set<std::string> names;
    for (const auto& figure : figures)
    {
        pugi::xml_document document;
        ASSERT_TRUE(document.load_string(ReadPicture(m_directory.string(), figure).c_str()));
        std::set<std::string> own;
        for (const auto& found : document.select_nodes("//@id"))
        {
            const std::string id = found.attribute().value();
            EXPECT_TRUE(names.insert(id).second) << id;
            own.insert(id);
        }
        for (const auto& found : document.select_nodes("//@xlink:href"))
        {
            EXPECT_EQ(own.count(found.attribute().value() + 1), 1U) << found.attribute().value();
        }
    }
    RemoveFigures(m_directory.string(), "plot-test");
    EXPECT_TRUE(fs::is_empty(m_directory));
}

TEST_F(FigureDrawingTest, WithoutGnuplotThereAreScriptsAndAdvice)
{
    const char* before = std::getenv("PATH");
    const std::string path = before ? before : "";
    std::ofstream(m_directory / "plot-test.svg") << "of an earlier run";
    setenv("PATH", m_directory.c_str(), 1);
    const auto problem = DrawFigures(m_directory.string(), {MakeFigure()});
    setenv("PATH", path.c_str(), 1);
    EXPECT_NE(problem.find("apt install gnuplot-nox"), std::string::npos) << problem;
    EXPECT_TRUE(fs::exists(m_directory / "plot-test.plt"));
    EXPECT_FALSE(fs::exists(m_directory / "plot-test.svg"));
}

TEST_F(FigureDrawingTest, AGnuplotThatFailsIsToldOf)
{
    const char* before = std::getenv("PATH");
    const std::string path = before ? before : "";
    fs::create_directories(m_directory / "bin");
    std::ofstream(m_directory / "bin/gnuplot")
        << "#!/bin/sh\necho '<svg' > plot-test.svg\necho no room left >&2\nexit 3\n";
    fs::permissions(m_directory / "bin/gnuplot", fs::perms::owner_all);
    setenv("PATH", ((m_directory / "bin").string() + ":" + path).c_str(), 1);
    const auto problem = DrawFigures(m_directory.string(), {MakeFigure()});
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(problem, "gnuplot failed: no room left");
    EXPECT_FALSE(fs::exists(m_directory / "plot-test.svg"));
}

TEST_F(FigureDrawingTest, NoFiguresNeedNoGnuplot)
{
    EXPECT_EQ(DrawFigures("/no/such/directory", {}), "");
}

} // namespace
