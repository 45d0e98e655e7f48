/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_HOSTS_H
#define TGEN_HOSTS_H

#include "../session/two-hosts.h"
#include "../test-data.h"
#include "tgen-log-parser.h"

#include "ns3/tgen-application.h"
#include "ns3/tgen-helper.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/// Two hosts that run TGen, in a directory of their own.
class TgenHosts : public TwoHosts
{
  protected:
    using Vertices = std::vector<std::pair<std::string, std::map<std::string, std::string>>>;
    using Edges = std::vector<std::pair<std::string, std::string>>;

    void SetUp() override
    {
        TwoHosts::SetUp();
        const auto test = testing::UnitTest::GetInstance()->current_test_info();
        m_directory = testing::TempDir() + "tgen-hosts-" + test->test_suite_name() + "-" +
                      test->name() + "-" + std::to_string(getpid());
        for (auto& c : m_directory)
        {
            c = c == '/' && &c > m_directory.data() + testing::TempDir().size() ? '_' : c;
        }
        std::filesystem::create_directories(m_directory);
    }

    void TearDown() override
    {
        TwoHosts::TearDown();
        std::filesystem::remove_all(m_directory);
    }

    /// Write an action graph. @return its path
    std::string WriteGraph(const std::string& name, const Vertices& vertices, const Edges& edges)
    {
        const auto path = m_directory + "/" + name + ".tgenrc.graphml";
        std::ofstream file(path);
        file << "<graphml>\n";
        std::map<std::string, bool> keys;
        for (const auto& [id, attributes] : vertices)
        {
            for (const auto& [key, value] : attributes)
            {
                if (!keys[key])
                {
                    keys[key] = true;
                    file << "<key id='" << key << "' for='node' attr.name='" << key
                         << "' attr.type='string'/>\n";
                }
            }
        }
        file << "<graph edgedefault='directed'>\n";
        for (const auto& [id, attributes] : vertices)
        {
            file << "<node id='" << id << "'>";
            for (const auto& [key, value] : attributes)
            {
                file << "<data key='" << key << "'>" << value << "</data>";
            }
            file << "</node>\n";
        }
        for (const auto& [from, to] : edges)
        {
            file << "<edge source='" << from << "' target='" << to << "'/>\n";
        }
        file << "</graph></graphml>\n";
        return path;
    }

    /**
     * Write a Markov model of one state that goes round.
     * @param emissions observation, and the delay after it in microseconds; all equally likely
     * @return its path
     */
    std::string WriteModel(const std::string& name,
                           const std::vector<std::pair<std::string, int>>& emissions)
    {
        const auto path = m_directory + "/" + name + ".graphml";
        std::ofstream file(path);
        file << R"(<graphml>
<key id='n' for='node' attr.name='name' attr.type='string'/>
<key id='t' for='node' attr.name='type' attr.type='string'/>
<key id='et' for='edge' attr.name='type' attr.type='string'/>
<key id='w' for='edge' attr.name='weight' attr.type='double'/>
<key id='d' for='edge' attr.name='distribution' attr.type='string'/>
<key id='lo' for='edge' attr.name='param_low' attr.type='double'/>
<key id='hi' for='edge' attr.name='param_high' attr.type='double'/>
<graph edgedefault='directed'>
<node id='s'><data key='n'>start</data><data key='t'>state</data></node>
<node id='w'><data key='n'>work</data><data key='t'>state</data></node>
<edge source='s' target='w'><data key='et'>transition</data><data key='w'>1</data></edge>
<edge source='w' target='w'><data key='et'>transition</data><data key='w'>1</data></edge>
)";
        for (const auto& [observation, delay] : emissions)
        {
            file << "<node id='" << observation << "'><data key='n'>" << observation
                 << "</data><data key='t'>observation</data></node>\n<edge source='w' target='"
                 << observation
                 << "'><data key='et'>emission</data><data key='w'>1</data>"
                    "<data key='d'>uniform</data><data key='lo'>"
                 << delay << "</data><data key='hi'>" << delay << "</data></edge>\n";
        }
        file << "</graph></graphml>\n";
        return path;
    }

    /// A graph that only serves, on port 8888.
    std::string WriteServer(std::map<std::string, std::string> attributes = {})
    {
        attributes["serverport"] = "8888";
        return WriteGraph("server", {{"start", attributes}}, {});
    }

    /// start -> stream -> end, with these attributes of the stream.
    std::string WriteOneStream(const std::map<std::string, std::string>& stream,
                               const std::map<std::string, std::string>& start = {})
    {
        auto options = start;
        options.emplace("peers", "server:8888");
        return WriteGraph("client",
                          {{"start", options}, {"stream", stream}, {"end", {{"count", "1"}}}},
                          {{"start", "stream"}, {"stream", "end"}});
    }

    Ptr<TgenApplication> Install(Ptr<Node> node,
                                 const std::string& config,
                                 const std::string& payload = "virtual")
    {
        TgenHelper helper(config);
        helper.SetLogDirectory(m_directory);
        helper.SetAttribute("Payload", StringValue(payload));
        const auto application = DynamicCast<TgenApplication>(helper.Install(node).Get(0));
        application->TraceConnectWithoutContext("Transfer", MakeCallback(&TgenHosts::Record, this));
        m_applications.push_back(application);
        return application;
    }

    /// Run to a time, and take the rows of what is still open then.
    void RunUntil(Time stop)
    {
        Simulator::Stop(stop);
        Simulator::Run();
        for (const auto& application : m_applications)
        {
            application->ReportOpenTransfers();
        }
    }

    TgenLogContent ReadLog(const std::string& host) const
    {
        return ParseTgenLog(m_directory + "/tgen." + host + ".log");
    }

    void ExpectNoSocketsLeft() const
    {
        for (uint32_t i = 0; i < m_nodes.GetN(); ++i)
        {
            const auto host = TcpSessionHost::Of(m_nodes.Get(i));
            EXPECT_EQ(host->GetNClosing(), 0u) << i;
            EXPECT_EQ(host->GetPorts().GetNTaken(), 0u) << i;
            EXPECT_LE(CountSockets(m_nodes.Get(i)), 1u) << i << ": a listener at most";
        }
    }

    std::string m_directory;
    std::vector<Ptr<TgenApplication>> m_applications;
    std::vector<TransferRecord> m_records;

  private:
    void Record(const TransferRecord& record)
    {
        m_records.push_back(record);
    }
};

} // namespace ns3

#endif // TGEN_HOSTS_H
