/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "markov-text.h"
#include "test-data.h"

#include "ns3/tgen-markov-graphml.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3
{

namespace
{

using namespace markov;

/// @return the model inside a captured request: what follows its first line
std::string
CutModel(const std::string& capture, std::size_t size)
{
    return capture.substr(capture.find('\n') + 1, size);
}

TEST(TgenMarkovGraphml, InternalPacketModelIsWrittenAsCaptured)
{
    const auto model = TgenMarkovModel::InternalPacketModel();
    EXPECT_EQ(model->GetName(), "internal-packet-model");
    EXPECT_EQ(model->GetGraphml().size(), 1970U);
    SKIP_WITHOUT_TEST_DATA("tgen/wire/wire.0.c2s");
    EXPECT_EQ(model->GetGraphml(),
              CutModel(ReadFileBytes(GetTestDataPath("tgen/wire/wire.0.c2s")), 1970));
}

TEST(TgenMarkovGraphml, ModelOfAFileIsWrittenAsCaptured)
{
    SKIP_WITHOUT_TEST_DATA("tgen/wire/wire.2.c2s");
    const auto model = TgenMarkovModel::Load(GetTestDataPath("tgen/wire/end.packetmodel.graphml"));
    EXPECT_EQ(model->GetName(), "end.packetmodel.graphml");
    EXPECT_EQ(model->GetGraphml().size(), 2455U);
    EXPECT_EQ(model->GetGraphml(),
              CutModel(ReadFileBytes(GetTestDataPath("tgen/wire/wire.2.c2s")), 2455));
}

TEST(TgenMarkovGraphml, WrittenModelWalksAndIsWrittenTheSame)
{
    const auto model = MakeModel(Emission("w", "p", "0.25", UpTo("1000")) +
                                 Emission("w", "m", "0.5", UpTo("2000")) +
                                 Emission("w", "p", "1.5", UpTo("3000")));
    const auto again = TgenMarkovModel::Parse(model->GetGraphml(), "again");
    EXPECT_EQ(again->GetGraphml(), model->GetGraphml());
    EXPECT_EQ(ListSteps(again, 8, 1000), ListSteps(model, 8, 1000));
    for (const auto& internal : {TgenMarkovModel::InternalPacketModel(),
                                 TgenMarkovModel::InternalStreamModel(),
                                 TgenMarkovModel::InternalFlowModel()})
    {
        EXPECT_EQ(TgenMarkovModel::Parse(internal->GetGraphml(), "again")->GetGraphml(),
                  internal->GetGraphml());
    }
}

TEST(TgenMarkovGraphml, AttributesAreWrittenTheWayIgraphDoes)
{
    const auto model = TgenMarkovModel::Parse(R"(<graphml>
<key id="k0" for="edge" attr.name="weight" attr.type="float"/>
<key id="k1" for="edge" attr.name="type" attr.type="string"/>
<key id="k2" for="edge" attr.name="is&lt;odd&gt;" attr.type="boolean"/>
<key id="k3" for="edge" attr.name="size" attr.type="int"><default>3</default></key>
<key id="k4" for="edge" attr.name="size" attr.type="long"/>
<key id="k5" for="node" attr.name="id" attr.type="string"/>
<key id="k6" for="node" attr.name="type" attr.type="string"/>
<key id="k7" for="node" attr.name="name" attr.type="string"/>
<key id="k8" for="node" attr.name="x" attr.type="double"/>
<key id="k9" for="graph" attr.name="title" attr.type="string"/>
<graph edgedefault="directed">
<data key="k9">left out</data>
<edge id="e0" source="b" target="a"><data key="k0">0.1234567890123456</data>
  <data key="k1">transition</data><data key="k2"> Yes </data></edge>
<node id="a"><data key="k7">start</data><data key="k5">gone</data></node>
<node id="b"><data key="k7">"a" &amp; 'b'</data><data key="k6">state</data>
  <data key="k8">-inf</data></node>
<edge source="a" target="b"><data key="k0">1e20</data><data key="k1">transition</data>
  <data key="k3"> </data></edge>
</graph></graphml>)",
                                              "odd");
    EXPECT_EQ(model->GetGraphml(), R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<!-- Created by igraph -->
  <key id="type" for="node" attr.name="type" attr.type="string"/>
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="x" for="node" attr.name="x" attr.type="double"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="is&lt;odd&gt;" for="edge" attr.name="is&lt;odd&gt;" attr.type="boolean"/>
  <key id="size" for="edge" attr.name="size" attr.type="double"/>
  <key id="id" for="edge" attr.name="id" attr.type="string"/>
  <graph id="G" edgedefault="directed">
    <node id="n0">
      <data key="type">state</data>
      <data key="name">&quot;a&quot; &amp; &apos;b&apos;</data>
      <data key="x">-Inf</data>
    </node>
    <node id="n1">
      <data key="type"></data>
      <data key="name">start</data>
    </node>
    <edge source="n0" target="n1">
      <data key="weight">0.123456789012346</data>
      <data key="type">transition</data>
      <data key="is&lt;odd&gt;">true</data>
      <data key="size">3</data>
      <data key="id">e0</data>
    </edge>
    <edge source="n1" target="n0">
      <data key="weight">1e+20</data>
      <data key="type">transition</data>
      <data key="is&lt;odd&gt;">false</data>
      <data key="id"></data>
    </edge>
  </graph>
</graphml>
)");
    EXPECT_EQ(TgenMarkovModel::Parse(model->GetGraphml(), "again")->GetGraphml(),
              model->GetGraphml());
}

} // namespace

} // namespace ns3
