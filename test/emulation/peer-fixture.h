/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_FIXTURE_H
#define PEER_FIXTURE_H

#include "test-data.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace ns3
{

/// A fixture for tests that run tgen-peer.py, in a directory of their own.
class PeerFixture : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!HasCommand(m_python))
        {
            GTEST_SKIP() << "there is no python3";
        }
        std::filesystem::create_directories(m_directory);
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_directory);
    }

    static bool HasCommand(const std::string& name)
    {
        return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
    }

    /// Run a line of bash in the directory. @return its exit status
    int Run(const std::string& line) const
    {
        Write("line.sh", line + "\n");
        const int status =
            std::system(("cd '" + m_directory.string() + "' && bash line.sh </dev/null").c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    void Write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_directory / name) << text;
    }

    std::string Read(const std::string& name) const
    {
        return ReadFileBytes((m_directory / name).string());
    }

    /// What a peer said about its streams, in their order. Other lines are passed over.
    std::vector<nlohmann::json> ReadStreams(const std::string& name) const
    {
        std::vector<nlohmann::json> streams;
        std::istringstream lines(Read(name));
        for (std::string line; std::getline(lines, line);)
        {
            const auto json = nlohmann::json::parse(line, nullptr, false);
            if (json.is_object() && json.contains("stream"))
            {
                streams.push_back(json);
            }
        }
        std::stable_sort(streams.begin(), streams.end(), [](const auto& a, const auto& b) {
            return a["stream"] < b["stream"];
        });
        return streams;
    }

    /**
     * Write a packet model with one state, of which a walk ends after ten packets on average.
     * @param delay after each packet, in microseconds
     */
    void WriteEndingModel(const std::string& name, int delay) const
    {
        WriteModel(name,
                   {{"+", "uniform", {{"low", delay}, {"high", delay}}, 0.45},
                    {"-", "uniform", {{"low", delay}, {"high", delay}}, 0.45},
                    {"F", "uniform", {{"low", 0}, {"high", 0}}, 0.1}});
    }

    /// An emission of the one state of a model.
    struct Emission
    {
        std::string observation;
        std::string distribution;
        std::vector<std::pair<std::string, double>> parameters;
        double weight;
    };

    void WriteModel(const std::string& name, const std::vector<Emission>& emissions) const
    {
        std::ostringstream text;
        text << R"(<graphml>
<key id='name' for='node' attr.name='name' attr.type='string'/>
<key id='what' for='node' attr.name='type' attr.type='string'/>
<key id='type' for='edge' attr.name='type' attr.type='string'/>
<key id='weight' for='edge' attr.name='weight' attr.type='double'/>
<key id='distribution' for='edge' attr.name='distribution' attr.type='string'/>
)";
        for (const auto* parameter : {"location", "scale", "rate", "shape", "low", "high"})
        {
            text << "<key id='" << parameter << "' for='edge' attr.name='param_" << parameter
                 << "' attr.type='double'/>\n";
        }
        text << R"(<graph edgedefault='directed'>
<node id='s'><data key='name'>start</data><data key='what'>state</data></node>
<node id='w'><data key='name'>work</data><data key='what'>state</data></node>
<edge source='s' target='w'><data key='type'>transition</data><data key='weight'>1</data></edge>
<edge source='w' target='w'><data key='type'>transition</data><data key='weight'>1</data></edge>
)";
        for (const auto& emission : emissions)
        {
            text << "<node id='" << emission.observation << "'><data key='name'>"
                 << emission.observation << "</data><data key='what'>observation</data></node>\n"
                 << "<edge source='w' target='" << emission.observation
                 << "'><data key='type'>emission</data><data key='weight'>" << emission.weight
                 << "</data><data key='distribution'>" << emission.distribution << "</data>";
            for (const auto& [parameter, value] : emission.parameters)
            {
                text << "<data key='" << parameter << "'>" << value << "</data>";
            }
            text << "</edge>\n";
        }
        text << "</graph></graphml>\n";
        Write(name, text.str());
    }

    // Debian's own, where it is: what else is called python3 may be a script that looks for one.
    const std::string m_python =
        std::filesystem::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
    const std::string m_peer =
        m_python + " '" SYNTHETIC_TRAFFIC_SOURCE_DIR "/test/emulation/tgen-peer.py'";
    const std::filesystem::path m_directory =
        std::filesystem::path(testing::TempDir()) /
        (std::string("tgen-peer-") + testing::UnitTest::GetInstance()->current_test_info()->name() +
         "-" + std::to_string(getpid()));
};

} // namespace ns3

#endif // PEER_FIXTURE_H
