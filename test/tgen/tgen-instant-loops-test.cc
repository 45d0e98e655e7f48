/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "action-graph-config.h"

#include "ns3/tgen-instant-loops.h"

using namespace ns3;

TEST(TgenInstantLoops, AreRefused)
{
    const auto loop = [](const std::string& id, const ActionGraphConfig::Attributes& attributes) {
        return ActionGraphConfig()
            .Node("start")
            .Node(id, attributes)
            .Edge("start", id)
            .Edge(id, "start");
    };
    EXPECT_EQ(loop("end", {}).Problems(),
              "c:3: a loop that never lets time pass: \"start\", \"end\" (a stream, a flow, "
              "traffic, or a pause with a time in it)");
    EXPECT_NE(loop("pause", {{"time", "0,0"}}).Problems(), "");
    EXPECT_NE(loop("pause", {{"time", "999 ns"}}).Problems(), ""); // 0 us
    EXPECT_NE(loop("pause", {}).Problems(), "");                   // a barrier for one
    EXPECT_EQ(loop("pause", {{"time", "0,1"}}).Problems(), "");
    EXPECT_EQ(loop("pause", {{"time", "1 us"}}).Problems(), "");
    EXPECT_EQ(loop("end", {{"count", "1"}}).Problems(), "");
    EXPECT_EQ(loop("end", {{"time", "1"}}).Problems(), "");
    EXPECT_EQ(loop("stream", {{"peers", "a:1"}}).Problems(), "");
    EXPECT_NE(loop("end", {}).Edge("end", "start").Problems(), "");
    EXPECT_NE(ActionGraphConfig()
                  .Node("start")
                  .Node("end")
                  .Edge("start", "end")
                  .Edge("end", "end")
                  .Problems(),
              "");
    // A barrier with two ways in holds the first walk back.
    EXPECT_EQ(loop("pause", {}).Edge("start", "pause").Problems(), "");
}

TEST(TgenInstantLoops, MayBeLeftByAChoice)
{
    const auto choice = [](const std::string& on, const std::string& back) {
        return ActionGraphConfig()
            .Node("start")
            .Node("pause1", {{"time", "0"}})
            .Node("pause2", {{"time", "1"}})
            .Edge("start", "pause1")
            .Edge("pause1", "start", back)
            .Edge("pause1", "pause2", on)
            .Problems();
    };
    EXPECT_EQ(choice("1", "1"), "");
    EXPECT_EQ(choice("1", "0"), "");
    EXPECT_NE(choice("0", "1"), ""); // no choice
    EXPECT_NE(choice("1", ""), "");  // always followed
}
