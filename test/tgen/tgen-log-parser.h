/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_LOG_PARSER_H
#define TGEN_LOG_PARSER_H

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/// "key=value" pairs of one bracket, in order.
using TgenLogFields = std::vector<std::pair<std::string, std::string>>;

/// A [stream-success], [stream-error] or [stream-status] line.
struct TgenLogStream
{
    bool isSuccess{false};
    TgenLogFields transport;
    TgenLogFields stream;
    TgenLogFields bytes;
    TgenLogFields times;
    double unixTime{0};
};

/// What tgentools takes from a log, by the same places in its lines.
struct TgenLogContent
{
    std::string version;
    std::string hostname;
    std::vector<TgenLogFields> heartbeats;
    std::vector<TgenLogStream> streams;
    std::size_t lines{0};
};

inline std::vector<std::string>
SplitAtWhitespace(const std::string& line)
{
    std::istringstream words(line);
    std::vector<std::string> parts;
    for (std::string part; words >> part;)
    {
        parts.push_back(part);
    }
    return parts;
}

/// "[a=1,b=2]" to pairs; throws where tgentools would.
inline TgenLogFields
ParseTgenLogFields(const std::string& word)
{
    if (word.size() < 2 || word.front() != '[' || word.back() != ']')
    {
        throw std::runtime_error("no bracket: " + word);
    }
    TgenLogFields fields;
    std::istringstream pairs(word.substr(1, word.size() - 2));
    for (std::string pair; std::getline(pairs, pair, ',');)
    {
        const auto equals = pair.find('=');
        if (equals == std::string::npos)
        {
            throw std::runtime_error("no '=': " + pair);
        }
        fields.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return fields;
}

inline std::vector<std::string>
KeysOf(const TgenLogFields& fields)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : fields)
    {
        keys.push_back(key);
    }
    return keys;
}

inline std::string
Get(const TgenLogFields& fields, const std::string& key)
{
    for (const auto& [name, value] : fields)
    {
        if (name == key)
        {
            return value;
        }
    }
    throw std::out_of_range("no key " + key);
}

inline TgenLogContent
ParseTgenLog(const std::string& path)
{
    TgenLogContent content;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
    {
        ++content.lines;
        const auto parts = SplitAtWhitespace(line);
        if (content.version.empty() && line.find("Initializing TGen v") != std::string::npos &&
            parts.size() >= 18)
        {
            content.version = parts.at(8).substr(1);
            content.hostname = parts.at(17);
        }
        else if (line.find("[driver-heartbeat]") != std::string::npos)
        {
            content.heartbeats.push_back(ParseTgenLogFields(parts.at(7)));
        }
        else if (line.find("[stream-success]") != std::string::npos ||
                 line.find("[stream-error]") != std::string::npos)
        {
            TgenLogStream stream;
            stream.isSuccess = parts.at(6) == "[stream-success]";
            stream.unixTime = std::stod(parts.at(2));
            stream.transport = ParseTgenLogFields(parts.at(8));
            stream.stream = ParseTgenLogFields(parts.at(10));
            stream.bytes = ParseTgenLogFields(parts.at(12));
            stream.times = ParseTgenLogFields(parts.at(14));
            content.streams.push_back(stream);
        }
    }
    return content;
}

} // namespace ns3

#endif // TGEN_LOG_PARSER_H
