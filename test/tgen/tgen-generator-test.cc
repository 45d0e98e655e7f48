/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/simulator.h"
#include "ns3/tgen-generator.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/// A model that opens three children with 1 s after each, then ends.
std::shared_ptr<const TgenMarkovModel>
ThreeThenEnd()
{
    std::string text = R"(<graphml>
<key id='n' for='node' attr.name='name' attr.type='string'/>
<key id='t' for='node' attr.name='type' attr.type='string'/>
<key id='et' for='edge' attr.name='type' attr.type='string'/>
<key id='w' for='edge' attr.name='weight' attr.type='double'/>
<key id='d' for='edge' attr.name='distribution' attr.type='string'/>
<key id='lo' for='edge' attr.name='param_low' attr.type='double'/>
<key id='hi' for='edge' attr.name='param_high' attr.type='double'/>
<graph edgedefault='directed'>
<node id='s'><data key='n'>start</data><data key='t'>state</data></node>
<node id='o'><data key='n'>+</data><data key='t'>observation</data></node>
<node id='f'><data key='n'>F</data><data key='t'>observation</data></node>
)";
    const auto emission = [](const std::string& from, const std::string& to) {
        return "<edge source='" + from + "' target='" + to +
               "'><data key='et'>emission</data><data key='w'>1</data>"
               "<data key='d'>uniform</data><data key='lo'>1000000</data>"
               "<data key='hi'>1000000</data></edge>\n";
    };
    std::string last = "s";
    for (const std::string state : {"a", "b", "c", "d"})
    {
        text += "<node id='" + state + "'><data key='n'>" + state +
                "</data><data key='t'>state</data></node>\n";
        text += "<edge source='" + last + "' target='" + state +
                "'><data key='et'>transition</data><data key='w'>1</data></edge>\n";
        text += emission(state, state == "d" ? "f" : "o");
        last = state;
    }
    return TgenMarkovModel::Parse(text + "</graph></graphml>", "three");
}

class TgenGeneratorTest : public testing::Test, public TgenGenerator::Owner
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    bool OpenStream(TgenGenerator& generator) override
    {
        m_opened.push_back(Simulator::Now());
        if (m_streamsOpen)
        {
            Simulator::Schedule(m_streamTime, &TgenGenerator::ChildCompleted, &generator);
        }
        return m_streamsOpen;
    }

    bool OpenFlow(TgenGenerator& traffic) override
    {
        m_flows.push_back(std::make_unique<TgenGenerator>(*this,
                                                          TgenGenerator::Kind::FLOW,
                                                          0,
                                                          &traffic,
                                                          ThreeThenEnd(),
                                                          1));
        m_flows.back()->Start();
        return true;
    }

    void GeneratorCompleted(TgenGenerator& generator) override
    {
        m_completed.push_back(Simulator::Now());
        if (generator.GetParent())
        {
            generator.GetParent()->ChildCompleted();
        }
    }

    bool m_streamsOpen{true};
    Time m_streamTime{MilliSeconds(100)};
    std::vector<Time> m_opened;
    std::vector<Time> m_completed;
    std::vector<std::unique_ptr<TgenGenerator>> m_flows;
};

TEST_F(TgenGeneratorTest, AStreamActionIsOneStream)
{
    TgenGenerator generator(*this, TgenGenerator::Kind::STREAM, 0, nullptr, nullptr, 0);
    generator.Start();
    Simulator::Run();
    EXPECT_EQ(m_opened, std::vector<Time>{Time(0)});
    EXPECT_EQ(m_completed, std::vector<Time>{MilliSeconds(100)});
    EXPECT_TRUE(generator.HasSucceeded());
}

TEST_F(TgenGeneratorTest, AStreamThatCannotBeOpenedIsAFailure)
{
    m_streamsOpen = false;
    TgenGenerator generator(*this, TgenGenerator::Kind::STREAM, 0, nullptr, nullptr, 0);
    generator.Start();
    EXPECT_EQ(m_completed.size(), 1u);
    EXPECT_FALSE(generator.HasSucceeded());
    EXPECT_EQ(generator.GetGenerated(), 0u);
}

TEST_F(TgenGeneratorTest, AFlowLastsUntilItsModelEnds)
{
    TgenGenerator flow(*this, TgenGenerator::Kind::FLOW, 0, nullptr, ThreeThenEnd(), 1);
    flow.Start();
    Simulator::Run();
    EXPECT_EQ(m_opened, (std::vector<Time>{Seconds(0), Seconds(1), Seconds(2)}));
    EXPECT_EQ(m_completed, std::vector<Time>{Seconds(3)});
    EXPECT_EQ(flow.GetGenerated(), 3u);
    EXPECT_EQ(flow.GetCompleted(), 3u);
}

TEST_F(TgenGeneratorTest, AFlowWaitsForItsLastStream)
{
    m_streamTime = Seconds(10);
    TgenGenerator flow(*this, TgenGenerator::Kind::FLOW, 0, nullptr, ThreeThenEnd(), 1);
    flow.Start();
    Simulator::Run();
    EXPECT_EQ(m_completed, std::vector<Time>{Seconds(12)});
}

TEST_F(TgenGeneratorTest, AFlowWithoutStreamsStillSucceeds)
{
    m_streamsOpen = false;
    TgenGenerator flow(*this, TgenGenerator::Kind::FLOW, 0, nullptr, ThreeThenEnd(), 1);
    flow.Start();
    Simulator::Run();
    EXPECT_EQ(m_opened.size(), 3u) << "it tries again after each delay";
    EXPECT_EQ(m_completed, std::vector<Time>{Seconds(3)});
    EXPECT_EQ(flow.GetGenerated(), 0u);
    EXPECT_TRUE(flow.HasSucceeded());
}

TEST_F(TgenGeneratorTest, ATrafficOpensFlowsThatOpenStreams)
{
    TgenGenerator traffic(*this, TgenGenerator::Kind::TRAFFIC, 0, nullptr, ThreeThenEnd(), 1);
    traffic.Start();
    Simulator::Run();
    EXPECT_EQ(m_opened.size(), 9u);
    // Flows begin at 0, 1 and 2 s and last 3 s each; the traffic is done with the last of them.
    EXPECT_EQ(m_completed, (std::vector<Time>{Seconds(3), Seconds(4), Seconds(5), Seconds(5)}));
    EXPECT_EQ(traffic.GetGenerated(), 3u);
}

TEST_F(TgenGeneratorTest, NothingIsLeftBehindWhenDestroyed)
{
    {
        TgenGenerator flow(*this, TgenGenerator::Kind::FLOW, 0, nullptr, ThreeThenEnd(), 1);
        m_streamsOpen = false;
        flow.Start();
    }
    Simulator::Run();
    EXPECT_EQ(m_opened.size(), 1u);
}

} // namespace
