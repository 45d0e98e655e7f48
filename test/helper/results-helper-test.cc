/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/content-server-helper.h"
#include "ns3/input-error.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/json-document.h"
#include "ns3/names.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/poisson-flow-helper.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/results-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

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
        if (!std::exchange(m_isOver, true))
        {
            Report(1, TransferRecord::OPEN);
        }
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

    bool m_isOver{false};
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

/// Counts what it is told to.
class CountShare : public ResultsShare
{
  public:
    explicit CountShare(int count)
        : m_count(count)
    {
    }

    nlohmann::json Save() const override
    {
        return m_count;
    }

    void Merge(const nlohmann::json& saved) override
    {
        m_count += saved.get<int>();
    }

    void Finish(nlohmann::ordered_json& summary) override
    {
        summary["count"] = m_count;
    }

  private:
    int m_count;
};

TEST_F(ResultsHelperTest, RanksLeaveWhatASequentialRunDoes)
{
    NodeContainer nodes(3);
    const auto applications = Install(nodes);
    ResultsHelper alone((m_directory / "alone").string());
    alone.Collect(applications);
    alone.AddShare(std::make_shared<CountShare>(7));

    // In one process, the ranks take turns: rank 0 is the last to finish.
    const auto noBarrier = [] {};
    const auto shared = (m_directory / "shared").string();
    ResultsHelper first(shared, {0, 2, noBarrier});
    ResultsHelper second(shared, {1, 2, noBarrier});
    first.Collect(ApplicationContainer(applications.Get(1)));
    second.Collect(ApplicationContainer(applications.Get(0)));
    second.Collect(ApplicationContainer(applications.Get(2)));
    first.AddShare(std::make_shared<CountShare>(3));
    second.AddShare(std::make_shared<CountShare>(4));

    Simulator::Stop(Seconds(2));
    Simulator::Run();
    second.Finish("same");
    first.Finish("same");
    alone.Finish("same");

    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(m_directory / "shared"))
    {
        names.push_back(file.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"summary.json", "transfers.csv"}));
    EXPECT_EQ(Read("shared/transfers.csv"), Read("alone/transfers.csv"));
    EXPECT_NE(Read("shared/transfers.csv").find("\n6,test"), std::string::npos);
    auto summary = nlohmann::json::parse(Read("shared/summary.json"));
    const auto expected = nlohmann::json::parse(Read("alone/summary.json"));
    EXPECT_EQ(summary["events"].get<uint64_t>(), 2 * expected["events"].get<uint64_t>())
        << "each rank has counted the same simulator";
    summary["events"] = expected["events"];
    EXPECT_EQ(summary, expected);
    EXPECT_EQ(summary["count"], 7);
}

TEST_F(ResultsHelperTest, CollectsWhatIsInstalledOnce)
{
    NodeContainer nodes(2);
    ResultsHelper results(m_directory.string());
    results.Collect(Install(NodeContainer(nodes.Get(0))));
    Install(nodes);
    results.CollectInstalled();
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    results.Finish("test");
    const auto table = Read("transfers.csv");
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + 3 * 2) << table;
}

TEST_F(ResultsHelperTest, CollectsWhatSystemsTellBesideTheirTransfers)
{
    NodeContainer nodes(2);
    InternetStackHelper().Install(nodes);
    Names::Add("client", nodes.Get(0));
    Names::Add("server", nodes.Get(1));
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(PointToPointHelper().Install(nodes));
    auto document = JsonDocument::FromText(R"({"servers": ["server"], "sizes": 1000,
        "bandwidth": "10Mbps", "flows": 5})",
                                           "poisson.json");
    PoissonFlowHelper flows(PoissonConfig::Read(document.GetRoot()),
                            PoissonLoad::Read(document.GetRoot()));
    document.ThrowIfAny();
    PoissonFlowServerHelper().Install("server");
    flows.Install("client");
    ContentServerHelper().Install("server");
    PoissonFlowHelper::AssignStreams(nodes, 1);
    ResultsHelper results(m_directory.string());
    results.CollectInstalled();
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    results.Finish("test");
    Names::Clear();
    const auto summary = nlohmann::json::parse(Read("summary.json"));
    EXPECT_EQ(summary["systems"]["poisson"]["sizes"].size(), 1U) << summary.dump(1);
    EXPECT_TRUE(fs::exists(m_directory / "gensyn.server.received.csv"));
    results.Discard();
    EXPECT_FALSE(fs::exists(m_directory));
}

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

TEST_F(ResultsHelperTest, WritesTextsOfAnyEncoding)
{
    ResultsHelper results(m_directory.string());
    results.WriteJson("a.json", {{"label", "caf\xe9"}});
    std::ifstream file(m_directory / "a.json");
    EXPECT_EQ(nlohmann::json::parse(file).at("label"), "caf\uFFFD");
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

TEST_F(ResultsHelperTest, ARunDoesNotStandBesideWhatAnEarlierOneWrote)
{
    const auto run = [this](const std::string& log) {
        ResultsHelper results(m_directory.string());
        std::ofstream(m_directory / log) << "hello";
        results.Claim((m_directory / log).string());
        results.Finish("run");
    };
    run("tgen.h1.log");
    std::ofstream(m_directory / "tgen.real.log") << "mine";
    EXPECT_EQ(nlohmann::json::parse(Read("summary.json"))["files"],
              (std::vector<std::string>{"tgen.h1.log", "transfers.csv"}));
    run("tgen.h2.log");
    EXPECT_FALSE(fs::exists(m_directory / "tgen.h1.log"));
    EXPECT_TRUE(fs::exists(m_directory / "tgen.h2.log"));
    EXPECT_TRUE(fs::exists(m_directory / "tgen.real.log"));
}

TEST_F(ResultsHelperTest, AnEarlierSummaryTouchesNothingElsewhere)
{
    fs::create_directories(m_directory / "run" / "inner");
    std::ofstream(m_directory / "beside") << "mine";
    for (const std::string files : {R"(["../beside", "..", ".", "", "inner", 7, null, ")" +
                                        (m_directory / "beside").string() + "\"]",
                                    std::string(R"({"a": "../beside"})"),
                                    std::string("7"),
                                    std::string("broken")})
    {
        std::ofstream(m_directory / "run" / "summary.json") << "{\"files\": " << files << "}";
        ResultsHelper results((m_directory / "run").string());
        EXPECT_TRUE(fs::exists(m_directory / "beside")) << files;
        EXPECT_TRUE(fs::exists(m_directory / "run" / "inner")) << files;
    }
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
