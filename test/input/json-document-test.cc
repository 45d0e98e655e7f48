/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "input-problems.h"

#include "ns3/json-document.h"

#include <functional>
#include <limits>

using namespace ns3;

namespace
{

constexpr double NONE = std::numeric_limits<double>::infinity();

/// @return what reading a text finds wrong with it
std::string
ProblemsIn(const std::string& text, const std::function<void(const JsonValue&)>& read)
{
    return ProblemsOf([&] {
        JsonDocument document = JsonDocument::FromText(text, "f");
        read(document.GetRoot());
        document.ThrowIfAny();
    });
}

/// @return what is wrong with the form of a text
std::string
ProblemsIn(const std::string& text)
{
    return ProblemsIn(text, [](const JsonValue&) {});
}

} // namespace

TEST(JsonValueTest, GivesItsJson)
{
    auto document = JsonDocument::FromText(R"({"a": {"b": [1, "x"]}})", "f");
    EXPECT_EQ(document.GetRoot().Optional("a").ToJson(), R"({"b":[1,"x"]})");
    EXPECT_EQ(document.GetRoot().Optional("c").ToJson(), "");
}

TEST(JsonDocument, ReadsValuesOfAllKinds)
{
    const TemporaryFile file("a.json",
                             R"({"word": "x", "number": 0.5, "whole": 7, "big": 1e6, "yes": true,
                                 "time": "5ms", "rate": "1Mbps", "queue": "10p", "size": "2KiB",
                                 "bytes": 1500, "list": ["b", "a"], "object": {"z": 1, "a": 2}})");
    JsonDocument document(file.GetPath());
    EXPECT_EQ(document.GetFile(), file.GetPath());
    const auto root = document.GetRoot();
    EXPECT_EQ(root.GetFile(), file.GetPath());
    EXPECT_EQ(root.Required("word").AsString(), "x");
    EXPECT_EQ(root.Required("word").AsChoice({"x", "y"}), "x");
    EXPECT_EQ(root.Required("number").AsNumber(0, 1), 0.5);
    EXPECT_EQ(root.Required("whole").AsNumber(-NONE, NONE), 7);
    EXPECT_EQ(root.Required("whole").AsInteger(1, 7), 7);
    EXPECT_EQ(root.Required("big").AsInteger(0, INT64_MAX), 1'000'000);
    EXPECT_TRUE(root.Required("yes").AsBool());
    EXPECT_EQ(root.Required("time").AsTime(), MilliSeconds(5));
    EXPECT_EQ(root.Required("rate").AsDataRate(), DataRate(1'000'000));
    EXPECT_EQ(root.Required("queue").AsQueueSize(), QueueSize(QueueSizeUnit::PACKETS, 10));
    EXPECT_EQ(root.Required("size").AsBytes(), 2048U);
    EXPECT_EQ(root.Required("bytes").AsBytes(), 1500U);
    EXPECT_EQ(root.Required("list").AsStrings(), (std::vector<std::string>{"b", "a"}));
    const auto members = root.Required("object").GetMembers();
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[0].first, "z"); // in the order of the file
    EXPECT_EQ(members[1].second.GetPath(), "object.a");
    EXPECT_TRUE(root.IsObject());
    EXPECT_TRUE(root.Required("list").IsList());
    EXPECT_TRUE(root.Required("list").GetItems()[0].IsString());
    EXPECT_NO_THROW(document.ThrowIfAny());
}

TEST(JsonDocument, PathStartsFromTheFolderOfTheDocument)
{
    const TemporaryFile file("folder/a.json", R"({"near": "b.txt", "far": "/b.txt"})");
    JsonDocument document(file.GetPath());
    const auto folder = std::filesystem::path(file.GetPath()).parent_path();
    EXPECT_EQ(document.GetRoot().Required("near").AsPath(), (folder / "b.txt").string());
    EXPECT_EQ(document.GetRoot().Required("far").AsPath(), "/b.txt");
    EXPECT_EQ(document.GetRoot().Optional("none").AsPath(), "");
    document.ThrowIfAny();

    auto text = JsonDocument::FromText(R"({"near": "b.txt"})", "f");
    EXPECT_EQ(text.GetRoot().Required("near").AsPath(), "b.txt");
}

TEST(JsonDocument, PathStartsFromTheFolderThatWasSet)
{
    auto document = JsonDocument::FromText(R"({"near": "b.txt", "far": "/b.txt"})", "folder/f");
    document.SetFolder("elsewhere");
    EXPECT_EQ(document.GetRoot().Required("near").AsPath(), "elsewhere/b.txt");
    EXPECT_EQ(document.GetRoot().Required("far").AsPath(), "/b.txt");
}

TEST(JsonDocument, FolderMayStartFromAnEnvironmentVariable)
{
    auto document = JsonDocument::FromText(
        R"({"a": "$SYNTHETIC_TRAFFIC_FOLDER/x", "b": "$SYNTHETIC_TRAFFIC_FOLDER", "c": "x", "d": "/x"})",
        "folder/f");
    const auto root = document.GetRoot();
    setenv("SYNTHETIC_TRAFFIC_FOLDER", "/data", 1);
    EXPECT_EQ(root.Required("a").AsFolder(), "/data/x");
    EXPECT_EQ(root.Required("b").AsFolder(), "/data");
    EXPECT_EQ(root.Required("c").AsFolder(), "folder/x");
    EXPECT_EQ(root.Required("d").AsFolder(), "/x");
    EXPECT_NO_THROW(document.ThrowIfAny());
    unsetenv("SYNTHETIC_TRAFFIC_FOLDER");
    EXPECT_EQ(root.Required("a").AsFolder(), "");
    EXPECT_THROW(document.ThrowIfAny(), InputError);
}

TEST(JsonDocument, ValueTakesOverTheProblemsOfWhatItNames)
{
    EXPECT_EQ(ProblemsIn("{}",
                         [](const JsonValue& root) {
                             root.Add(InputError("other", 3, "wrong", "right"));
                             root.Refuse("bad");
                         }),
              "f:1: bad\nother:3: wrong (right)");
}

TEST(JsonDocument, MissingValuesGiveTheFallback)
{
    JsonDocument document = JsonDocument::FromText("{}", "f");
    const auto missing = document.GetRoot().Optional("a");
    EXPECT_FALSE(missing);
    EXPECT_FALSE(missing.Required("b")); // "a" is optional as a whole
    EXPECT_EQ(missing.AsString("x"), "x");
    EXPECT_EQ(missing.AsChoice({"y"}, "y"), "y");
    EXPECT_EQ(missing.AsNumber(5, 6, 1), 1);
    EXPECT_EQ(missing.AsInteger(5, 6, 1), 1);
    EXPECT_TRUE(missing.AsBool(true));
    EXPECT_EQ(missing.AsTime(Seconds(1)), Seconds(1));
    EXPECT_EQ(missing.AsDataRate(DataRate(9)), DataRate(9));
    EXPECT_EQ(missing.AsBytes(3), 3U);
    EXPECT_TRUE(missing.GetItems().empty());
    EXPECT_TRUE(missing.GetMembers().empty());
    missing.AllowKeys({});
    EXPECT_NO_THROW(document.ThrowIfAny());
}

TEST(JsonDocument, EveryValueHasItsLine)
{
    JsonDocument document = JsonDocument::FromText("{\n"             // 1
                                                   " \"a\": 1\n"     // 2
                                                   " ,\"b\":\n"      // 3
                                                   "  [10,\n"        // 4
                                                   "   20\n"         // 5
                                                   "   , true\n"     // 6
                                                   "   , \"x\",\n"   // 7
                                                   "\n"              // 8
                                                   " {\"c\": -1.5\n" // 9
                                                   " }]\n"
                                                   "}\n",
                                                   "f");
    const auto root = document.GetRoot();
    EXPECT_EQ(root.GetLine(), 1);
    EXPECT_EQ(root.Required("a").GetLine(), 2); // not 3, though a number ends behind its end
    EXPECT_EQ(root.Required("b").GetLine(), 4);
    const auto items = root.Required("b").GetItems();
    ASSERT_EQ(items.size(), 5U);
    EXPECT_EQ(items[0].GetLine(), 4);
    EXPECT_EQ(items[1].GetLine(), 5);
    EXPECT_EQ(items[2].GetLine(), 6);
    EXPECT_EQ(items[3].GetLine(), 7);
    EXPECT_EQ(items[4].Required("c").GetLine(), 9);
    EXPECT_EQ(items[4].Required("c").GetPath(), "b.4.c");
}

TEST(JsonDocument, RefusesWrongValuesByPathAndLine)
{
    const auto check = [](const std::string& value,
                          const std::function<void(const JsonValue&)>& read,
                          const std::string& problem) {
        EXPECT_EQ(
            ProblemsIn("{\"a\":\n{\"b\": " + value + "}}",
                       [&](const JsonValue& root) { read(root.Required("a").Required("b")); }),
            problem.empty() ? "" : "f:2: a.b: " + problem);
    };
    const auto asString = [](const JsonValue& value) { value.AsString(); };
    check("5", asString, "5 is not a string");
    check("null", asString, "null is not a string");
    check("\"\"", asString, "the string is empty");
    const auto asRate = [](const JsonValue& value) { value.AsDataRate(); };
    check("\"50\"", asRate, "\"50\" is not a rate (a positive number with a unit, such as 50Mbps)");
    check("50", asRate, "\"50\" is not a rate (a positive number with a unit, such as 50Mbps)");
    check("[]", asRate, "a list is not a string");
    check(
        "\"5\"",
        [](const auto& v) { v.AsTime(); },
        "\"5\" is not a time (a number with a unit, such as 10ms)");
    const auto asNumber = [](const JsonValue& value) { value.AsNumber(0, 1); };
    check("1", asNumber, "");
    check("1.5", asNumber, "1.5 is not a number from 0 to 1");
    check("\"1\"", asNumber, "\"1\" is not a number from 0 to 1");
    check(
        "-1",
        [](const auto& v) { v.AsNumber(0, NONE); },
        "-1 is not a number of at least 0");
    check(
        "1",
        [](const auto& v) { v.AsNumber(-NONE, 0); },
        "1 is not a number of at most 0");
    check(
        "{}",
        [](const auto& v) { v.AsNumber(-NONE, NONE); },
        "an object is not a number");
    const auto asPort = [](const JsonValue& value) { value.AsInteger(1, 65535); };
    check("65535", asPort, "");
    check("80.0", asPort, "");
    check("0", asPort, "0 is not a whole number from 1 to 65535");
    check("-1", asPort, "-1 is not a whole number from 1 to 65535");
    check("80.5", asPort, "80.5 is not a whole number from 1 to 65535");
    check("true", asPort, "true is not a whole number from 1 to 65535");
    check(
        "18446744073709551615",
        [](const auto& v) { v.AsInteger(0, INT64_MAX); },
        "18446744073709551615 is not a whole number of at least 0");
    check(
        "1",
        [](const auto& v) { v.AsBool(); },
        "1 is not true or false");
    check(
        "1",
        [](const auto& v) { v.GetItems(); },
        "1 is not a list");
    check(
        "[]",
        [](const auto& v) { v.GetMembers(); },
        "a list is not an object");
    EXPECT_EQ(ProblemsIn("[\"x\",\n1]", [](const auto& root) { root.AsStrings(); }),
              "f:2: 1: 1 is not a string");
}

TEST(JsonDocument, AWrongKindIsReportedOnce)
{
    EXPECT_EQ(ProblemsIn("{\"a\": 5}",
                         [](const JsonValue& root) {
                             const auto value = root.Required("a");
                             value.AllowKeys({"x"});
                             value.Required("x").AsTime();
                             value.Optional("y");
                         }),
              "f:1: a: 5 is not an object");
}

TEST(JsonDocument, RefusesUnknownKeysAndWords)
{
    EXPECT_EQ(ProblemsIn("{\"link\": {\"rate\": 1,\n\"delai\": 2}, \"type\": \"dumbel\"}",
                         [](const JsonValue& root) {
                             root.AllowKeys({"link", "type"});
                             root.Required("link").AllowKeys({"rate", "delay"});
                             root.Required("type").AsChoice({"star", "dumbbell"});
                             root.Required("stop");
                             root.Required("link").Required("delay");
                         }),
              "f:1: \"stop\" is missing\n"
              "f:1: link: \"delay\" is missing\n"
              "f:2: link: unknown key \"delai\", did you mean \"delay\"? (one of: rate, delay)\n"
              "f:2: type: unknown word \"dumbel\", did you mean \"dumbbell\"? (one of: star, "
              "dumbbell)");
}

TEST(JsonDocument, RefusesTwins)
{
    EXPECT_EQ(ProblemsIn("{\"a\": {\"b\": 1,\n\"b\": [2]},\n\"a\": 3}"),
              "f:2: a: key \"b\" is there twice (the first is in line 1)\n"
              "f:3: key \"a\" is there twice (the first is in line 1)");
    // The same keys in different places are no twins, whatever is in them.
    EXPECT_EQ(ProblemsIn(R"({"a": {"b": 1}, "b": {"a": 1}, "a/b": 2, "a~1b": 3, "a.b": 4})"), "");
}

TEST(JsonDocument, RefusesWhatIsNoJson)
{
    EXPECT_EQ(ProblemsIn("{\"a\": 1,\n\"b\" 2}"),
              "f:2: not well-formed JSON: syntax error while parsing object separator - unexpected "
              "number literal; expected ':'");
    for (const char* text : {"",
                             "{",
                             "{\"a\"",
                             "{\"a\":",
                             "[1,]",
                             "{} {}",
                             "{'a': 1}",
                             "{\"a\": 01}",
                             "[1e999]",
                             "[\"\x01\"]",
                             "[\"\xff\"]",
                             "[\"\\ud800\"]",
                             "// {}",
                             "[nan]",
                             "x"})
    {
        EXPECT_EQ(ProblemsIn(text).rfind("f:1: not well-formed JSON: ", 0), 0U)
            << text << ": " << ProblemsIn(text);
        EXPECT_EQ(ProblemsIn(text).find_first_of("\n\x01\xff"), std::string::npos) << text;
    }
    EXPECT_EQ(ProblemsIn(std::string(1'000'000, '[')),
              "f:1: more than 64 objects and lists inside one another");
    // Each of many values would keep all of it.
    const std::string key(600, 'k');
    EXPECT_EQ(ProblemsIn("{\"" + key + "\": [1]}"), "");
    EXPECT_EQ(ProblemsIn("{\"" + key + "\": {\n\"" + key + "\": [1]}}"),
              "f:2: the key \"" + std::string(60, 'k') +
                  "...\" and those around it have more than 1000 characters");
    const TemporaryFile file("a.json", "a = 1");
    EXPECT_EQ(ProblemsOf([&] { JsonDocument document(file.GetPath()); }),
              file.GetPath() + ": the file begins with \"a = 1\" (a JSON file was expected)");
}

TEST(JsonDocument, OverridesValues)
{
    JsonDocument document =
        JsonDocument::FromText(R"({"stop": "60s", "applications": [{}, {"users": 1}]})", "f");
    document.Override("applications.1.users=404");
    document.Override("stop=5s");
    document.Override("network={\"rate\": \"a=b\"}");
    document.Override("applications.0=\"7\"");
    const auto root = document.GetRoot();
    EXPECT_EQ(root.Required("applications").GetItems()[1].Required("users").AsInteger(0, 500), 404);
    EXPECT_EQ(root.Required("stop").AsTime(), Seconds(5));
    EXPECT_EQ(root.Required("network").Required("rate").AsString(), "a=b");
    EXPECT_EQ(root.Required("applications").GetItems()[0].AsString(), "7");
    EXPECT_NO_THROW(document.ThrowIfAny());
}

TEST(JsonDocument, WhatWasOverriddenIsTheCommandLinesFault)
{
    JsonDocument document = JsonDocument::FromText("{\"a\": {\"b\": 1}, \"ab\": 2}", "f");
    document.Override("a={\"b\": \"x\"}");
    document.Override("c=1");
    const auto root = document.GetRoot();
    root.AllowKeys({"a", "ab"});
    root.Required("a").Required("b").AsInteger(0, 9);
    root.Required("ab").AsString();
    EXPECT_EQ(ProblemsOf([&] { document.ThrowIfAny(); }),
              "command line: unknown key \"c\" (one of: a, ab)\n"
              "command line: a.b: \"x\" is not a whole number from 0 to 9\n"
              "f:1: ab: 2 is not a string");
}

TEST(JsonDocument, OverridesOnlyWhatHasAParent)
{
    JsonDocument document = JsonDocument::FromText("{\"a\": [1], \"b\": 2}", "f");
    const auto override = [&](const std::string& assignment) {
        return ProblemsOf([&] { document.Override(assignment); });
    };
    EXPECT_EQ(override("x.y=1"),
              "command line: cannot set \"x.y\": there is no \"x\" in f (the "
              "path of a value in f)");
    EXPECT_EQ(override("b.c=1"),
              "command line: cannot set \"b.c\": there is no \"c\" in b (the "
              "path of a value in f)");
    for (const char* path : {"a.1", "a.-1", "a.x", "a.", "a.99999999999999999999", "a..0"})
    {
        EXPECT_EQ(override(std::string(path) + "=1").rfind("command line: cannot set", 0), 0U)
            << path;
    }
    EXPECT_EQ(override("a"),
              "command line: cannot set \"a\": no value is given (PATH=VALUE, such "
              "as applications.1.users=404)");
    EXPECT_NE(override("=1"), "");
    EXPECT_EQ(override("b=" + std::string(1'000'000, '[')), ""); // no JSON: a string
    EXPECT_TRUE(document.GetRoot().Required("b").IsString());
}
