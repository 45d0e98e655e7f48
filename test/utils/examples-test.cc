/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "utils/command-fixture.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

namespace fs = std::filesystem;

const fs::path EXAMPLES = fs::path(SYNTHETIC_TRAFFIC_SOURCE_DIR) / "examples";

/// The files of the examples with some extension, sorted.
std::vector<std::string>
FindExamples(const std::string& extension)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(EXAMPLES))
    {
        if (entry.path().extension() == extension)
        {
            names.push_back(entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool
IsScenario(const std::string& name)
{
    return ReadFileBytes((EXAMPLES / name).string()).find("\"applications\"") != std::string::npos;
}

std::vector<std::string>
FindScenarios()
{
    auto names = FindExamples(".json");
    names.erase(std::remove_if(names.begin(),
                               names.end(),
                               [](const std::string& name) { return !IsScenario(name); }),
                names.end());
    return names;
}

class ExamplesTest : public CommandTest
{
};

/// A shipped scenario.
class ExampleScenarioTest : public CommandTest, public testing::WithParamInterface<std::string>
{
};

TEST_P(ExampleScenarioTest, Runs)
{
    const auto scenario = (EXAMPLES / GetParam()).string();
    // The measurement of a paper takes minutes: a moment of it has to do.
    const std::string shorter = GetParam() == "gensyn-testbed.json" ? " --stop 2s" : "";
    const auto outcome = Run("run '" + scenario + "' --quiet --out results" + shorter);
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    const auto table = Read("results/transfers.csv");
    EXPECT_GT(std::count(table.begin(), table.end(), '\n'), 1) << outcome.output;
    EXPECT_NE(table.find(",success,"), std::string::npos) << table.substr(0, 500);
}

INSTANTIATE_TEST_SUITE_P(Examples,
                         ExampleScenarioTest,
                         testing::ValuesIn(FindScenarios()),
                         [](const auto& info) {
                             auto name = info.param;
                             std::replace_if(
                                 name.begin(),
                                 name.end(),
                                 [](unsigned char c) { return !std::isalnum(c); },
                                 '_');
                             return name;
                         });

TEST_F(ExamplesTest, AllInputFilesAreGood)
{
    for (const auto* extension : {".json", ".graphml", ".conf"})
    {
        const auto names = FindExamples(extension);
        EXPECT_FALSE(names.empty()) << extension;
        for (const auto& name : names)
        {
            const auto outcome = RunApart("check '" + (EXAMPLES / name).string() + "'");
            EXPECT_EQ(outcome.status, 0) << outcome.errors;
        }
    }
}

TEST_F(ExamplesTest, AllAreExplained)
{
    const auto readme = ReadFileBytes(SYNTHETIC_TRAFFIC_SOURCE_DIR "/README.md");
    for (const auto& entry : fs::directory_iterator(EXAMPLES))
    {
        const auto name = entry.path().filename().string();
        if (name != "CMakeLists.txt")
        {
            EXPECT_NE(readme.find(name), std::string::npos) << name << " is not in README.md";
        }
    }
}

TEST_F(ExamplesTest, TheTraceGeneratorTakesItsConfig)
{
    const auto outcome = RunApart("trace '" + (EXAMPLES / "flow-groups-config.json").string() +
                                  "' --seed 1 --output -");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_NE(outcome.output, "");
}

TEST_F(ExamplesTest, TheCommandPoissonTakesItsConfig)
{
    const auto outcome = RunApart("poisson -c '" + (EXAMPLES / "poisson-clients.conf").string() +
                                  "' -n 20 -b 50 -l flows.txt");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_NE(Read("flows.txt"), "");
}

} // namespace
