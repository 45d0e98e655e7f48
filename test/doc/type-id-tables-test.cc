/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The tables of doc/synthetic-traffic.rst, sections Attributes and Traces, against ns-3's registry
// and the headers.

#include "../test-data.h"

#include "ns3/attribute.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string ROOT = SYNTHETIC_TRAFFIC_SOURCE_DIR "/";

using Row = std::vector<std::string>;
/// By the first cell.
using Rows = std::map<std::string, Row>;

/// @return words with a blank between them, without the marks of literals
std::string
Plain(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
    std::istringstream words(text);
    std::string plain;
    for (std::string word; words >> word;)
    {
        plain += (plain.empty() ? "" : " ") + word;
    }
    return plain;
}

std::string
ToLower(std::string text)
{
    for (auto& letter : text)
    {
        letter = std::tolower(static_cast<unsigned char>(letter));
    }
    return text;
}

/// The rows of simple tables of reStructuredText whose first heading is the one asked for, by the
/// class that is named above them in a line of its own.
std::map<std::string, Rows>
ReadTables(const std::string& heading)
{
    std::map<std::string, Rows> tables;
    std::istringstream text(ReadFileBytes(ROOT + "doc/synthetic-traffic.rst"));
    const std::regex classLine("``(ns3::\\w+)``");
    const std::regex border("=+(  =+)+");
    std::string owner;
    std::vector<std::size_t> columns;
    Row row;
    int borders = 0;
    bool wanted = false;
    const auto finishRow = [&] {
        if (wanted && borders == 2 && !row.empty())
        {
            for (auto& cell : row)
            {
                cell = Plain(cell);
            }
            EXPECT_TRUE(tables[owner].emplace(row.front(), row).second)
                << owner << ": two rows of " << row.front();
        }
        row.clear();
    };
    std::smatch match;
    for (std::string line; std::getline(text, line);)
    {
        if (std::regex_match(line, match, classLine))
        {
            owner = match[1];
        }
        else if (std::regex_match(line, border))
        {
            finishRow();
            borders = borders % 3 + 1;
            columns.clear();
            for (std::size_t at = 0; at != std::string::npos; at = line.find("  =", at))
            {
                at += at == 0 ? 0 : 2;
                columns.push_back(at);
            }
        }
        else if (line.empty())
        {
            finishRow();
            borders = 0;
        }
        else if (borders == 1)
        {
            wanted = line.substr(0, line.find("  ")) == heading;
        }
        else if (borders == 2)
        {
            if (!line.empty() && line.front() != ' ')
            {
                finishRow();
                row.resize(columns.size());
            }
            for (std::size_t cell = 0; cell < row.size() && columns[cell] < line.size(); ++cell)
            {
                const auto end = cell + 1 < columns.size() ? columns[cell + 1] : line.size();
                row[cell] += " " + line.substr(columns[cell], end - columns[cell]);
            }
        }
    }
    return tables;
}

/// The classes of this module.
std::vector<TypeId>
FindTypeIds()
{
    std::vector<TypeId> found;
    for (uint16_t index = 0; index < TypeId::GetRegisteredN(); ++index)
    {
        const auto typeId = TypeId::GetRegistered(index);
        if (typeId.GetGroupName() == "SyntheticTraffic")
        {
            found.push_back(typeId);
        }
    }
    return found;
}

/// The parameters of callbacks, by "ns3::Class::NameTracedCallback", as headers declare them.
std::map<std::string, std::string>
ReadCallbackParameters()
{
    std::map<std::string, std::string> parameters;
    const std::regex classStart("\nclass (\\w+)[^;{]*\\{");
    const std::regex callback("typedef void \\(\\*(\\w+TracedCallback)\\)\\(([^;]*)\\);");
    for (const auto& file : std::filesystem::recursive_directory_iterator(ROOT + "model"))
    {
        if (file.path().extension() != ".h")
        {
            continue;
        }
        const auto text = ReadFileBytes(file.path().string());
        for (std::sregex_iterator match(text.begin(), text.end(), callback), end; match != end;
             ++match)
        {
            const auto before = text.substr(0, match->position());
            std::string owner;
            for (std::sregex_iterator start(before.begin(), before.end(), classStart); start != end;
                 ++start)
            {
                owner = (*start)[1];
            }
            parameters["ns3::" + owner + "::" + (*match)[1].str()] = Plain((*match)[2]);
        }
    }
    return parameters;
}

/// @return the value that a text stands for, as ns-3 writes it; "no value" when it is none
std::string
Normalise(const std::string& text, Ptr<const AttributeChecker> checker)
{
    if (text == "\"\"")
    {
        return "";
    }
    const auto value = checker->Create();
    return value->DeserializeFromString(text, checker) ? value->SerializeToString(checker)
                                                       : "no value";
}

/// @return the kind of value that an attribute has: "Time", "Uinteger"
std::string
GetKind(const TypeId::AttributeInformation& attribute)
{
    const std::regex parts("(?:ns3::)?(\\w+)Value");
    std::smatch match;
    const auto type = attribute.checker->GetValueTypeName();
    return std::regex_match(type, match, parts) ? match[1].str() : type;
}

TEST(TypeIdTablesTest, KnowsAllClassesOfTheModule)
{
    std::set<std::string> expected;
    const std::regex typeId("TypeId\\(\"(ns3::\\w+)\"\\)");
    for (const auto* directory : {"model", "helper"})
    {
        for (const auto& file : std::filesystem::recursive_directory_iterator(ROOT + directory))
        {
            const auto text =
                file.is_regular_file() ? ReadFileBytes(file.path().string()) : std::string();
            for (std::sregex_iterator match(text.begin(), text.end(), typeId), end; match != end;
                 ++match)
            {
                expected.insert((*match)[1]);
            }
        }
    }
    EXPECT_GE(expected.size(), 18U);
    std::set<std::string> registered;
    for (const auto& found : FindTypeIds())
    {
        registered.insert(found.GetName());
    }
    EXPECT_EQ(registered, expected);
}

TEST(TypeIdTablesTest, EveryClassIsNamed)
{
    const auto text = ReadFileBytes(ROOT + "doc/synthetic-traffic.rst");
    for (const auto& typeId : FindTypeIds())
    {
        EXPECT_NE(text.find("``" + typeId.GetName() + "``"), std::string::npos) << typeId.GetName();
    }
}

TEST(TypeIdTablesTest, AttributesHaveTheirDefaultsAndUnits)
{
    auto tables = ReadTables("Attribute");
    for (const auto& typeId : FindTypeIds())
    {
        auto& rows = tables[typeId.GetName()];
        for (std::size_t index = 0; index < typeId.GetAttributeN(); ++index)
        {
            const auto attribute = typeId.GetAttribute(index);
            const auto name = typeId.GetName() + "::" + attribute.name;
            const auto found = rows.find(attribute.name);
            if (found == rows.end())
            {
                ADD_FAILURE() << name << " is in no table";
                continue;
            }
            const Row row = found->second;
            rows.erase(found);
            ASSERT_EQ(row.size(), 5U) << name;
            EXPECT_EQ(Normalise(row[1], attribute.checker),
                      attribute.originalInitialValue->SerializeToString(attribute.checker))
                << name;

            // Where the value does not tell its unit, the help text does.
            const auto kind = GetKind(attribute);
            if (kind == "Time")
            {
                EXPECT_EQ(row[2], "time") << name;
            }
            else if (kind == "DataRate")
            {
                EXPECT_EQ(row[2], "rate") << name;
            }
            else if (kind == "Uinteger" || kind == "Integer" || kind == "Double")
            {
                EXPECT_NE(row[2], "none") << name;
                EXPECT_NE(ToLower(attribute.help).find(ToLower(row[2])), std::string::npos)
                    << name << ": no \"" << row[2] << "\" in \"" << attribute.help << "\"";
            }
            else
            {
                EXPECT_EQ(row[2], "none") << name;
            }
            EXPECT_NE(row[3], "") << name << " does not say whose default it is";
            EXPECT_NE(row[4], "") << name;
        }
    }
    for (const auto& [owner, rows] : tables)
    {
        for (const auto& row : rows)
        {
            ADD_FAILURE() << owner << " has no attribute " << row.first;
        }
    }
}

TEST(TypeIdTablesTest, TraceSourcesHaveTheirArguments)
{
    auto tables = ReadTables("Trace source");
    const auto parameters = ReadCallbackParameters();
    for (const auto& typeId : FindTypeIds())
    {
        auto& rows = tables[typeId.GetName()];
        for (std::size_t index = 0; index < typeId.GetTraceSourceN(); ++index)
        {
            const auto source = typeId.GetTraceSource(index);
            const auto name = typeId.GetName() + "::" + source.name;
            const auto found = rows.find(source.name);
            if (found == rows.end())
            {
                ADD_FAILURE() << name << " is in no table";
                continue;
            }
            const Row row = found->second;
            rows.erase(found);
            ASSERT_EQ(row.size(), 3U) << name;
            ASSERT_EQ(parameters.count(source.callback), 1U) << source.callback;
            EXPECT_EQ(row[1], parameters.at(source.callback)) << name;
            EXPECT_NE(row[2], "") << name;
        }
    }
    for (const auto& [owner, rows] : tables)
    {
        for (const auto& row : rows)
        {
            ADD_FAILURE() << owner << " has no trace source " << row.first;
        }
    }
}

} // namespace
