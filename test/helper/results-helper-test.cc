/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/input-error.h"
#include "ns3/node-container.h"
#include "ns3/results-helper.h"
#include "ns3/simulator.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>

using namespace ns3;
namespace fs = std::filesystem;

namespace
{

/// Has one transfer that succeeds after a second, and one that stays open.
class TwoTransfers : public TrafficApplication
{
  public:
    int64_t AssignStreams(int64_t) override
    {
        return 0;
    }

    void ReportOpenTransfers() override
    {
        Report(1, TransferRecord::OPEN);
    }

  private:
    void StartApplication() override
    {
        Simulator::Schedule(Seconds(1), &TwoTransfers::Report, this, 0, TransferRecord::SUCCESS);
    }

    void Report(uint64_t sequence, TransferRecord::Status status)
    {
        TransferRecord record;
        record.host = GetNode()->GetId();
        record.sequence = sequence;
        record.system = "test";
        record.kind = "unit";
        record.client = GetHostName();
        record.receivedBytes = 1000;
        record.end = Simulator::Now();
        record.status = status;
        m_transferTrace(record);
    }
};

class ResultsHelperTest : public testing::Test
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

    std::string Read(const std::string& name) const
    {
        std::ifstream file(m_directory / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Applications on nodes in reverse order.
    static ApplicationContainer Install(const NodeContainer& nodes)
    {
        ApplicationContainer applications;
        for (uint32_t i = nodes.GetN(); i-- > 0;)
        {
            applications.Add(CreateObject<TwoTransfers>());
            nodes.Get(i)->AddApplication(applications.Get(applications.GetN() - 1));
        }
        return applications;
    }

    const fs::path m_directory = fs::path(testing::TempDir()) / "results-helper-test" /
                                 testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(ResultsHelperTest, WritesTableAndSummary)
{
    NodeContainer nodes(2);
    ResultsHelper results(m_directory.string());
    results.Collect(Install(nodes));
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    EXPECT_EQ(results.GetSummary().GetTotals().transfers[TransferRecord::SUCCESS], 2U);
    results.Finish("two");

    std::istringstream table(Read("transfers.csv"));
    std::string line;
    std::getline(table, line);
    for (const auto* expected : {"1,test,unit,node0,,,,0,1000,0.000000000,,,,1.000000000,success,",
                                 "2,test,unit,node1,,,,0,1000,0.000000000,,,,1.000000000,success,",
                                 "3,test,unit,node0,,,,0,1000,0.000000000,,,,2.000000000,open,",
                                 "4,test,unit,node1,,,,0,1000,0.000000000,,,,2.000000000,open,"})
    {
        ASSERT_TRUE(std::getline(table, line));
        EXPECT_EQ(line, expected);
    }
    EXPECT_FALSE(std::getline(table, line));

    const auto summary = nlohmann::json::parse(Read("summary.json"));
    EXPECT_EQ(summary["name"], "two");
    EXPECT_EQ(summary["simulated_s"], 2.0);
    EXPECT_EQ(summary["events"], Simulator::GetEventCount());
    EXPECT_EQ(summary["transfers"]["success"], 2);
    EXPECT_EQ(summary["transfers"]["open"], 2);
    EXPECT_EQ(summary["received_bytes"], 4000);
}

TEST_F(ResultsHelperTest, ApplicationsMayOutliveIt)
{
    NodeContainer nodes(1);
    {
        ResultsHelper results(m_directory.string());
        results.Collect(Install(nodes));
    }
    Simulator::Stop(Seconds(2));
    Simulator::Run();
}

TEST_F(ResultsHelperTest, DiscardLeavesNothing)
{
    const auto inner = m_directory / "a" / "b";
    ResultsHelper results(inner.string());
    std::ofstream(inner / "tgen.h1.log") << "hello";
    results.Claim((inner / "tgen.h1.log").string());
    EXPECT_TRUE(fs::exists(inner / "transfers.csv"));
    EXPECT_TRUE(fs::exists(inner / "tgen.h1.log"));
    results.Discard();
    EXPECT_FALSE(fs::exists(m_directory));
}

TEST_F(ResultsHelperTest, DiscardKeepsWhatIsNotItsOwn)
{
    fs::create_directories(m_directory);
    std::ofstream(m_directory / "notes.txt") << "mine";
    ResultsHelper results(m_directory.string());
    results.Discard();
    EXPECT_TRUE(fs::exists(m_directory / "notes.txt"));
    EXPECT_FALSE(fs::exists(m_directory / "transfers.csv"));
}

TEST_F(ResultsHelperTest, NamesADirectoryThatCannotBe)
{
    fs::create_directories(m_directory);
    std::ofstream(m_directory / "file") << "in the way";
    const auto directory = (m_directory / "file" / "results").string();
    try
    {
        ResultsHelper results(directory);
        FAIL();
    }
    catch (const InputError& error)
    {
        EXPECT_NE(std::string(error.what()).find(directory), std::string::npos) << error.what();
    }
    EXPECT_THROW(ResultsHelper((m_directory / "file").string()), InputError);
    EXPECT_THROW(ResultsHelper(""), InputError);
}

} // namespace
