/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"
#include "test-data.h"

#include "ns3/size-distribution-reader.h"

#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Sampling = SizeDistribution::Sampling;

/// @return the points of a text, as "SIZE:FRACTION SIZE:FRACTION", with the rule behind them
std::string
PointsOf(const std::string& text, double unit = 1)
{
    const auto sizes = ParseSizeDistribution(text, "f", std::nullopt, unit);
    std::ostringstream points;
    for (const auto& point : sizes->GetPoints())
    {
        points << point.size << ':' << point.fraction << ' ';
    }
    points << (sizes->GetSampling() == Sampling::LINEAR ? "linear" : "step");
    return points.str();
}

/// @return what is wrong with a text
std::string
ProblemsIn(const std::string& text)
{
    return ProblemsOf([&] { ParseSizeDistribution(text, "f"); });
}

struct Layout
{
    const char* text;
    const char* points;
};

class SizeDistributionLayout : public ::testing::TestWithParam<Layout>
{
};

TEST_P(SizeDistributionLayout, IsRead)
{
    EXPECT_EQ(PointsOf(GetParam().text), GetParam().points);
}

INSTANTIATE_TEST_SUITE_P(
    SizeDistribution,
    SizeDistributionLayout,
    ::testing::Values(
        // HKUST: fractions; blanks, comments and line ends of all kinds
        Layout{"0     0\n10000 0.15\n20000 1\n", "0:0 10000:0.15 20000:1 linear"},
        Layout{"# sizes\n\n  10\t.5 # half\r\n20 1", "10:0.5 20:1 linear"},
        Layout{"1e3 5e-1\n2e3 1.0\n", "1000:0.5 2000:1 linear"},
        // HPCC: percentages
        Layout{"0 0\n100 1\n200 50\n300 100\n", "0:0 100:0.01 200:0.5 300:1 linear"},
        Layout{"1000 100\n", "1000:1 linear"},
        // HomaSimulation: the mean first
        Layout{"187.77\n1 0.25\n2 1.0\n", "1:0.25 2:1 step"},
        // Opera
        Layout{"4000,0\n5971,0.077\n28589215,1\n", "4000:0 5971:0.077 2.85892e+07:1 linear"},
        // ns-2, with a jump
        Layout{"9000 1 0\n9000 1 0.15\n18582 1 1\n", "9000:0 9000:0.15 18582:1 linear"},
        // HomaModule, fractions and weights
        Layout{"{8, 0.25},\n{16, 0.5},\n{16, 1.0},\n};\n", "8:0.25 16:0.5 16:1 step"},
        Layout{"{8, 3}, {16, 1}, {32, 4}", "8:0.375 16:0.5 32:1 step"},
        Layout{"{8, 1}, {16, 1}", "8:0.5 16:1 step"},
        // rounded sums
        Layout{"8 0.5\n16 0.9999999", "8:0.5 16:1 linear"},
        Layout{"8 0.5\n16 1.0000001", "8:0.5 16:1 linear"},
        // a point said twice
        Layout{"8 0.5\n8 0.5\n16 1", "8:0.5 8:0.5 16:1 linear"}));

TEST(SizeDistributionReader, SizesMayBeInPackets)
{
    EXPECT_EQ(PointsOf("1744.7\n1 0.5\n2 1\n", 1460), "1460:0.5 2920:1 step");
}

TEST(SizeDistributionReader, RuleThatIsAskedForGoesFirst)
{
    EXPECT_EQ(ParseSizeDistribution("8 1", "f", Sampling::STEP)->GetSampling(), Sampling::STEP);
    EXPECT_EQ(ParseSizeDistribution("{8, 1}", "f", Sampling::LINEAR)->GetSampling(),
              Sampling::LINEAR);
}

TEST(SizeDistributionReader, NameIsThatOfTheFile)
{
    const TemporaryFile file("a.cdf", "8 1\n");
    EXPECT_EQ(LoadSizeDistribution(file.GetPath())->GetName(), file.GetPath());
}

struct Fault
{
    const char* text;
    const char* problems;
};

class SizeDistributionFault : public ::testing::TestWithParam<Fault>
{
};

TEST_P(SizeDistributionFault, IsToldWithItsLine)
{
    EXPECT_EQ(ProblemsIn(GetParam().text), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    SizeDistribution,
    SizeDistributionFault,
    ::testing::Values(
        Fault{"# nothing\n\n",
              "f: there are no points (expected a size and a cumulative fraction)"},
        Fault{"10 0.5\n20 one\n",
              "f:2: \"one\" is not a number (expected a size and a cumulative fraction)"},
        Fault{"10 0.5\n20 nan\n",
              "f:2: \"nan\" is not a number (expected a size and a cumulative fraction)"},
        Fault{"10 0.5\n20\n30 1\n",
              "f:2: there are 1 numbers in this line (expected a size and a cumulative fraction)"},
        Fault{"10\n",
              "f:1: there are 1 numbers in this line (expected a size and a cumulative fraction)"},
        Fault{"1 2 3 4\n",
              "f:1: there are 4 numbers in this line (expected a size and a cumulative fraction)"},
        Fault{"{1, 2, 3}\n",
              "f:1: there are 3 numbers in this line (expected a size and a cumulative fraction)"},
        Fault{"-1 0\n20 1\n",
              "f:1: the size is negative (expected a size and a cumulative fraction)"},
        Fault{"1 -0.5\n20 1\n",
              "f:1: the fraction is negative (expected a size and a cumulative fraction)"},
        Fault{"1 0.5\n1e308 1\n", "f:2: the size is too large (sizes up to 10^15)"},
        Fault{"20 0.5\n\n10 1\n", "f:3: the size is less than the one before (sizes ascend)"},
        Fault{"10 0.5\n20 0.4\n30 1\n",
              "f:2: the cumulative fraction is less than the one before (cumulative fractions "
              "ascend)"},
        Fault{"10 50\n20 40\n30 100\n",
              "f:2: the cumulative percentage is less than the one before (cumulative fractions "
              "ascend)"},
        Fault{"10 0.5\n20 1.2\n",
              "f:2: the cumulative fraction is over 1 (fractions that end with 1, or percentages "
              "that end with 100)"},
        Fault{"10 0.5\n20 1.2\n30 1\n",
              "f:2: the cumulative fraction is over 1 (fractions that end with 1, or percentages "
              "that end with 100)"},
        Fault{"10 50\n20 97\n",
              "f:1: the cumulative fraction is over 1 (fractions that end with 1, or percentages "
              "that end with 100)"},
        Fault{"10 0.5\n20 0.97\n",
              "f:2: the last cumulative fraction is not 1 (fractions that end with 1, or "
              "percentages that end with 100)"},
        Fault{"{8, 0}, {16, 0}", "f: all weights are 0 (expected a positive one)"}));

TEST(SizeDistributionReader, ProblemsAreToldTogether)
{
    EXPECT_EQ(ProblemsIn("x 0\n10 y\n"),
              "f:1: \"x\" is not a number (expected a size and a cumulative fraction)\n"
              "f:2: \"y\" is not a number (expected a size and a cumulative fraction)");
    EXPECT_EQ(ProblemsIn("20 0.5\n10 0.4\n30 0.9\n"),
              "f:2: the size is less than the one before (sizes ascend)\n"
              "f:2: the cumulative fraction is less than the one before (cumulative fractions "
              "ascend)\n"
              "f:3: the last cumulative fraction is not 1 (fractions that end with 1, or "
              "percentages that end with 100)");
}

TEST(SizeDistributionReader, FileThatIsNoneIsRefused)
{
    EXPECT_EQ(ProblemsOf([] { LoadSizeDistribution("/nowhere.cdf"); }),
              "/nowhere.cdf: cannot be read: No such file or directory (a flow-size distribution "
              "was expected)");
    const TemporaryFile file("a.cdf", "size fraction\n");
    EXPECT_EQ(ProblemsOf([&] { LoadSizeDistribution(file.GetPath()); }),
              file.GetPath() + ": the file begins with \"size fraction\\n\" (a flow-size "
                               "distribution was expected)");
}

/// What a row of the table of moments says of one file.
struct Moments
{
    std::size_t points;
    double linear;
    double step;
};

/// Files of the reference data by base name; where only a step mean is known, the other one is 0.
std::map<std::string, Moments>
ReadMoments()
{
    std::map<std::string, Moments> moments;
    std::ifstream file(GetTestDataPath("cdf/MEANS.md"));
    for (std::string line; std::getline(file, line);)
    {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '|');)
        {
            const auto first = cell.find_first_not_of(' ');
            cells.push_back(first == std::string::npos
                                ? ""
                                : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
        }
        if (cells.size() > 10 && cells[2] != "pts" && cells[2].find('-') == std::string::npos)
        {
            moments[cells[1]] = {std::stoul(cells[2]), std::stod(cells[5]), std::stod(cells[6])};
        }
        else if (cells.size() > 3 && cells[3].rfind("step mean ", 0) == 0)
        {
            moments[cells[1]] = {std::stoul(cells[2]), 0, std::stod(cells[3].substr(10))};
        }
    }
    return moments;
}

TEST(SizeDistributionReader, ReferenceFilesHaveTheirMeans)
{
    SKIP_WITHOUT_TEST_DATA("cdf/MEANS.md");
    const auto moments = ReadMoments();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(GetTestDataPath("cdf")))
    {
        if (entry.path().extension() != ".cdf")
        {
            continue;
        }
        ++files;
        const auto name = entry.path().stem().string();
        SCOPED_TRACE(name);
        ASSERT_EQ(moments.count(name), 1U);
        const auto& expected = moments.at(name);
        const auto linear = LoadSizeDistribution(entry.path(), Sampling::LINEAR);
        const auto step = LoadSizeDistribution(entry.path(), Sampling::STEP);
        EXPECT_EQ(linear->GetPoints().size(), expected.points);
        // The table has six digits.
        EXPECT_NEAR(step->GetMean(), expected.step, 5.001e-6 * expected.step);
        if (expected.linear > 0)
        {
            EXPECT_NEAR(linear->GetMean(), expected.linear, 5.001e-6 * expected.linear);
        }
    }
    EXPECT_EQ(files, moments.size());
}

} // namespace

} // namespace ns3
