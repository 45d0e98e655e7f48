/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "../test-data.h"

#include "ns3/node-container.h"
#include "ns3/results-helper.h"
#include "ns3/simulator.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

using namespace ns3;
namespace fs = std::filesystem;

namespace
{

/// A download of 1000 bytes that ends after each tenth of a second, of the label given.
class Downloads : public TrafficApplication
{
  public:
    explicit Downloads(std::string label)
        : m_label(std::move(label))
    {
    }

    int64_t AssignStreams(int64_t) override
    {
        return 0;
    }

    void ReportOpenTransfers() override
    {
    }

  private:
    void StartApplication() override
    {
        for (int i = 1; i <= 20; ++i)
        {
            Simulator::Schedule(MilliSeconds(100 * i), &Downloads::Report, this, i);
        }
    }

    void Report(int number)
    {
        TransferRecord record;
        record.host = GetNode()->GetId();
        record.sequence = number;
        record.system = "test";
        record.kind = "unit";
        record.label = m_label;
        record.client = GetHostName();
        record.receivedBytes = 1000;
        record.start = Simulator::Now() - MilliSeconds(50 + number);
        record.firstByte = Simulator::Now() - MilliSeconds(50);
        record.lastByte = Simulator::Now();
        record.end = Simulator::Now();
        record.status = TransferRecord::SUCCESS;
        m_transferTrace(record);
    }

    std::string m_label;
};

class RunReportTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
    }

    void TearDown() override
    {
        Simulator::Destroy();
        fs::remove_all(m_directory);
    }

    /// Run downloads with these labels. @return warnings
    std::vector<std::string> Run(const std::vector<std::string>& labels, bool hasReport = true)
    {
        NodeContainer nodes(labels.size());
        ApplicationContainer applications;
        for (uint32_t i = 0; i < nodes.GetN(); ++i)
        {
            applications.Add(CreateObject<Downloads>(labels[i]));
            nodes.Get(i)->AddApplication(applications.Get(i));
        }
        ResultsHelper results(m_directory.string());
        if (hasReport)
        {
            results.EnableReport(nodes);
        }
        results.Collect(applications);
        Simulator::Stop(Seconds(3));
        Simulator::Run();
        results.Finish("<my> run");
        Simulator::Destroy();
        return results.GetWarnings();
    }

    std::string Read(const std::string& name) const
    {
        return ReadFileBytes((m_directory / name).string());
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "run-report-test" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(RunReportTest, WritesAPageWithItsPlots)
{
    const auto warnings = Run({"one", "<two>"});
    if (!warnings.empty() && warnings[0].find("missing") != std::string::npos)
    {
        GTEST_SKIP() << warnings[0];
    }
    EXPECT_TRUE(warnings.empty());
    const auto page = Read("report.html");
    EXPECT_NE(page.find("<h1>&lt;my&gt; run</h1>"), std::string::npos);
    EXPECT_NE(page.find("test &lt;two&gt;"), std::string::npos);
    EXPECT_EQ(page.find("<two>"), std::string::npos);
    for (const auto* file : {"plot-completion", "plot-first-byte", "plot-goodput"})
    {
        const auto svg = Read(std::string(file) + ".svg");
        EXPECT_NE(svg.find("</svg>"), std::string::npos) << file;
        EXPECT_TRUE(fs::exists(m_directory / (std::string(file) + ".plt"))) << file;
        EXPECT_NE(page.find(svg.substr(svg.find("<svg"))), std::string::npos) << file;
    }
    // No network, no queues.
    EXPECT_FALSE(fs::exists(m_directory / "plot-queue.plt"));
}

TEST_F(RunReportTest, GoodputIsWhatMoved)
{
    Run({"one"});
    // 1000 bytes in each half of a tenth of a second, in bins of 10 ms, from 50 ms on.
    const auto script = Read("plot-goodput.plt");
    EXPECT_NE(script.find("Goodput [kbit/s]"), std::string::npos);
    EXPECT_NE(script.find("\n0.04 0\n0.05 160\n0.06 160\n0.07 160\n0.08 160\n0.09 160\n0.1 0\n"),
              std::string::npos)
        << script;
    EXPECT_NE(script.find("set xrange [0:3]"), std::string::npos);
}

TEST_F(RunReportTest, WithoutItNothingIsDrawnAndAnOldOneIsGone)
{
    Run({"one"});
    EXPECT_TRUE(fs::exists(m_directory / "report.html"));
    EXPECT_TRUE(fs::exists(m_directory / "plot-goodput.plt"));
    Run({"one"}, false);
    EXPECT_FALSE(fs::exists(m_directory / "report.html"));
    EXPECT_FALSE(fs::exists(m_directory / "plot-goodput.plt"));
    EXPECT_FALSE(fs::exists(m_directory / "plot-goodput.svg"));
    EXPECT_TRUE(fs::exists(m_directory / "summary.json"));
}

TEST_F(RunReportTest, WithoutGnuplotThePageSaysWhatToInstall)
{
    const char* before = std::getenv("PATH");
    const std::string path = before ? before : "";
    setenv("PATH", "/nowhere", 1);
    const auto warnings = Run({"one"});
    setenv("PATH", path.c_str(), 1);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("apt install gnuplot-nox"), std::string::npos);
    const auto page = Read("report.html");
    EXPECT_NE(page.find("apt install gnuplot-nox"), std::string::npos);
    EXPECT_EQ(page.find("<svg"), std::string::npos);
    EXPECT_TRUE(fs::exists(m_directory / "plot-completion.plt"));
}

TEST_F(RunReportTest, ManyGroupsAreTheLargestOnes)
{
    Run({"a", "b", "c", "d", "e", "f", "g", "h", "i", "a"});
    const auto script = Read("plot-completion.plt");
    EXPECT_NE(script.find("title \"test a\""), std::string::npos);
    EXPECT_NE(script.find("title \"test g\""), std::string::npos);
    EXPECT_EQ(script.find("title \"test h\""), std::string::npos);
    EXPECT_NE(Read("report.html").find("Those of 9 groups"), std::string::npos);
}

} // namespace
