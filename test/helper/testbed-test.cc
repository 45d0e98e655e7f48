/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "test-data.h"

#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

namespace fs = std::filesystem;

/// Completion times in milliseconds, by label.
using Times = std::map<std::string, std::vector<double>>;

double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The number behind a word of a TGen log.
double
GetNumber(const std::string& line, const std::string& word)
{
    const auto place = line.find(word);
    return place == std::string::npos ? -1 : std::stod(line.substr(place + word.size()));
}

/// From the command to the last byte, by the name of the action.
void
ReadTgenLog(const std::string& path, Times& times)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
    {
        if (line.find("[stream-success]") != std::string::npos)
        {
            const auto name = line.find("vertexid=") + 9;
            times[line.substr(name, line.find(',', name) - name)].push_back(
                (GetNumber(line, "usecs-to-last-byte-recv=") -
                 GetNumber(line, "usecs-to-command=")) /
                1000);
        }
    }
}

/// Recordings of real programs on a testbed, and the scenario files that repeat them.
class TestbedTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        fs::remove_all(m_directory);
    }

    void TearDown() override
    {
        Clear();
        fs::remove_all(m_directory);
    }

    static void Clear()
    {
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    /// Run a scenario file of examples/testbed. Results are in the directory.
    void Run(const std::string& name, const std::vector<std::string>& overrides)
    {
        Clear();
        setenv("SYNTHETIC_TRAFFIC_DATA", GetTestDataPath("").c_str(), 1);
        ResultsHelper results(m_directory.string());
        const auto file = SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/testbed/" + name + ".json";
        ScenarioHelper::Load(file, overrides).Install(results);
        Simulator::Run();
        results.Finish(name);
    }

    /// Every label: the median of the simulation within 5 % or 1 ms of the recording's.
    static void Compare(const Times& recorded, const Times& simulated)
    {
        ASSERT_FALSE(recorded.empty());
        for (const auto& [label, times] : recorded)
        {
            ASSERT_TRUE(simulated.count(label)) << label;
            const auto expected = Median(times);
            EXPECT_NEAR(Median(simulated.at(label)), expected, std::max(0.05 * expected, 1.0))
                << label;
        }
    }

    void CompareTgen(const std::string& scenario,
                     const std::string& folder,
                     const std::string& log,
                     const std::vector<std::string>& overrides)
    {
        Times recorded;
        for (const auto* run : {"/run1/", "/run2/"})
        {
            ReadTgenLog(GetTestDataPath("testbed/" + folder + run + log), recorded);
        }
        Run(scenario, overrides);
        Times simulated;
        ReadTgenLog((m_directory / "tgen.client.log").string(), simulated);
        SCOPED_TRACE(scenario);
        Compare(recorded, simulated);
    }

    /// Packets that the link dropped. @param from host
    uint64_t GetDrops(const std::string& from) const
    {
        const auto links =
            nlohmann::json::parse(ReadFileBytes((m_directory / "links.json").string()));
        for (const auto& link : links)
        {
            if (link["from"] == from)
            {
                return link["dropped"];
            }
        }
        ADD_FAILURE() << "no link from " << from;
        return 0;
    }

    fs::path m_directory{fs::path(testing::TempDir()) / "testbed-test"};
};

TEST_F(TestbedTest, DownloadsTakeAsLongAsRecorded)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-single");
    // Streams of a run are alike, so that a few are enough.
    for (const std::string network : {"A", "C"})
    {
        for (const auto& [size, stop] :
             {std::pair{"100KiB", "stop=2s"}, {"1MiB", "stop=3s"}, {"10MiB", "stop=4s"}})
        {
            const auto folder = network + "/tgen-single";
            CompareTgen(network + "-tgen-single-" + size,
                        folder,
                        "tgen.client-" + std::string(size) + ".log",
                        {stop});
        }
    }
}

TEST_F(TestbedTest, DownloadsLoseAsMuchAsRecorded)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-single");
    // 203 and 199 segments in the 20 downloads of network A, 227 and 230 in those of network C.
    Run("A-tgen-single-10MiB", {"stop=2.95s"});
    EXPECT_NEAR(GetDrops("server"), 10, 1);
    Run("C-tgen-single-10MiB", {"stop=1.95s"});
    EXPECT_NEAR(GetDrops("server"), 11.4, 1.5);
}

TEST_F(TestbedTest, PagesTakeAsLongAsRecorded)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-web");
    CompareTgen("A-tgen-web", "A/tgen-web", "tgen.client.log", {"stop=5s"});
}

TEST_F(TestbedTest, ModelDrivenStreamsTakeAsLongAsRecorded)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/tgen-markov");
    CompareTgen("A-tgen-markov", "A/tgen-markov", "tgen.client.log", {});
    CompareTgen("C-tgen-markov", "C/tgen-markov", "tgen.client.log", {});
}

TEST_F(TestbedTest, BulkFlowsAreAsFastAsRecorded)
{
    SKIP_WITHOUT_TEST_DATA("testbed/A/iperf3");
    // Medians of the goodput of the link, Mbit/s, from first SYN to last byte.
    const std::map<std::string, double> recorded{{"A-iperf3-single", 45.12},
                                                 {"A-iperf3-parallel4", 44.37},
                                                 {"C-iperf3-single", 94.59},
                                                 {"C-iperf3-parallel4", 93.70}};
    for (const auto& [name, expected] : recorded)
    {
        Run(name, {"stop=3.9s"});
        std::ifstream file(m_directory / "transfers.csv");
        std::string line;
        std::getline(file, line);
        double bits = 0;
        double end = 0;
        while (std::getline(file, line))
        {
            std::vector<std::string> cells;
            std::istringstream row(line);
            for (std::string cell; std::getline(row, cell, ',');)
            {
                cells.push_back(cell);
            }
            bits += 8 * std::stod(cells.at(7));
            end = std::max(end, std::stod(cells.at(13)));
        }
        EXPECT_NEAR(bits / (end - 1) / 1e6, expected, 0.05 * expected) << name;
    }
}

} // namespace

} // namespace ns3
