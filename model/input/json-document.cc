/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/json-document.h"

#include "ns3/nearest-name.h"
#include "ns3/quantities.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/// Values inside values: far more than any of our formats has, far less than a stack can bear.
constexpr std::size_t MAX_DEPTH = 64;
/// Characters of the keys around a value: each value below them takes room for them.
constexpr std::size_t MAX_PATH_SIZE = 1000;

/// What the parser reads from: it knows the line of the last character read.
class LineCountingIterator
{
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCountingIterator(const char* at, int* line)
        : m_at(at),
          m_line(line)
    {
    }

    reference operator*() const
    {
        return *m_at;
    }

    // A line ends with the character behind its newline: a parser must read one character too
    // many to see the end of a number, and that may be the newline.
    LineCountingIterator& operator++()
    {
        *m_line += m_afterNewline ? 1 : 0;
        m_afterNewline = *m_at == '\n';
        ++m_at;
        return *this;
    }

    bool operator==(const LineCountingIterator& other) const
    {
        return m_at == other.m_at;
    }

    bool operator!=(const LineCountingIterator& other) const
    {
        return m_at != other.m_at;
    }

  private:
    const char* m_at;
    int* m_line;
    bool m_afterNewline{false};
};

/// @return a key or an index as part of a JSON pointer (RFC 6901)
std::string
Escape(std::string_view key)
{
    std::string escaped = "/";
    for (char c : key)
    {
        escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return escaped;
}

/// @return a JSON pointer as we print it, with dots
std::string
ToPath(std::string_view pointer)
{
    std::string path;
    for (std::size_t i = pointer.empty() ? 0 : 1; i < pointer.size(); ++i)
    {
        if (pointer[i] == '~')
        {
            path += pointer[++i] == '0' ? '~' : '/';
        }
        else
        {
            path += pointer[i] == '/' ? '.' : pointer[i];
        }
    }
    return path;
}

/// @return "path: ", or nothing for the whole document
std::string
ToPrefix(std::string_view pointer)
{
    return pointer.empty() ? "" : ToPath(pointer) + ": ";
}

/// @return " from 1 to 9", or what is left of it where a bound is missing
template <typename T>
std::string
DescribeRange(T minimum, T maximum, T none)
{
    std::ostringstream text;
    const bool hasMinimum = minimum > -none;
    const bool hasMaximum = maximum < none;
    if (hasMinimum)
    {
        text << (hasMaximum ? " from " : " of at least ") << minimum;
    }
    if (hasMaximum)
    {
        text << (hasMinimum ? " to " : " of at most ") << maximum;
    }
    return text.str();
}

/// @return the essence of what the parser says, on one line
std::string
Shorten(std::string message)
{
    // "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error ... - ...;
    // last read: '...'"
    if (const auto place = message.find(", column "); place != std::string::npos)
    {
        message.erase(0, message.find(": ", place) + 2);
    }
    else if (const auto tag = message.find("] "); tag != std::string::npos)
    {
        message.erase(0, tag + 2);
    }
    return message.substr(0, message.find("; last read"));
}

} // namespace

/// Builds a document from what nlohmann's parser reads.
class JsonDocument::Builder : public nlohmann::json_sax<Json>
{
  public:
    /// @param document gets the values, their lines, and the problems
    explicit Builder(JsonDocument& document)
        : m_document(document)
    {
    }

    /// @throw InputError when the text is not well-formed
    void Build(std::string_view text)
    {
        const LineCountingIterator begin(text.data(), &m_line);
        const LineCountingIterator end(text.data() + text.size(), &m_line);
        Json::sax_parse(begin, end, this);
    }

    bool null() override
    {
        return Place(nullptr);
    }

    bool boolean(bool value) override
    {
        return Place(value);
    }

    bool number_integer(int64_t value) override
    {
        return Place(value);
    }

    bool number_unsigned(uint64_t value) override
    {
        return Place(value);
    }

    bool number_float(double value, const std::string& /* text */) override
    {
        return Place(value);
    }

    bool string(std::string& value) override
    {
        return Place(std::move(value));
    }

    bool binary(Json::binary_t& /* value */) override
    {
        return false; // not in JSON text
    }

    bool start_object(std::size_t /* size */) override
    {
        return Place(Json::object());
    }

    bool key(std::string& value) override
    {
        m_key = std::move(value);
        m_keyLine = m_line;
        return true;
    }

    bool end_object() override
    {
        m_open.pop_back();
        return true;
    }

    bool start_array(std::size_t /* size */) override
    {
        return Place(Json::array());
    }

    bool end_array() override
    {
        m_open.pop_back();
        return true;
    }

    bool parse_error(std::size_t /* position */,
                     const std::string& /* token */,
                     const Json::exception& error) override
    {
        throw InputError(m_document.m_file,
                         m_line,
                         "not well-formed JSON: " + Shorten(error.what()));
    }

  private:
    /// An object or a list that has not ended.
    struct Open
    {
        Json* json;
        std::string pointer;
    };

    bool Place(Json value)
    {
        Json* placed = m_document.m_root.get();
        std::string pointer;
        if (m_open.empty())
        {
            *placed = std::move(value);
        }
        else if (auto& [parent, parentPointer] = m_open.back(); parent->is_array())
        {
            pointer = parentPointer + "/" + std::to_string(parent->size());
            placed = &parent->emplace_back(std::move(value));
        }
        else
        {
            pointer = parentPointer + Escape(m_key);
            RefuseTwins(parentPointer, pointer);
            // Not operator[], which searches all keys.
            auto& members = parent->get_ref<Json::object_t&>();
            members.emplace_back(m_key, std::move(value));
            placed = &members.back().second;
        }
        if (pointer.size() > MAX_PATH_SIZE)
        {
            throw InputError(m_document.m_file,
                             m_line,
                             "the key " + QuoteInput(m_key) +
                                 " and those around it have more than " +
                                 std::to_string(MAX_PATH_SIZE) + " characters");
        }
        m_document.m_lines.emplace(pointer, m_line);
        if (placed->is_structured())
        {
            if (m_open.size() == MAX_DEPTH)
            {
                throw InputError(m_document.m_file,
                                 m_line,
                                 "more than " + std::to_string(MAX_DEPTH) +
                                     " objects and lists inside one another");
            }
            m_open.push_back({placed, std::move(pointer)});
        }
        return true;
    }

    void RefuseTwins(const std::string& parent, const std::string& pointer)
    {
        const auto first = m_document.m_lines.find(pointer);
        if (first != m_document.m_lines.end())
        {
            m_document.m_problems.Add(m_keyLine,
                                      ToPrefix(parent) + "key " + QuoteInput(m_key) +
                                          " is there twice",
                                      "the first is in line " + std::to_string(first->second));
        }
    }

    JsonDocument& m_document;
    int m_line{1};
    std::vector<Open> m_open; //!< outermost first
    std::string m_key;        //!< of the next value
    int m_keyLine{1};
};

JsonValue::JsonValue(JsonDocument* document, const Json* json, std::string pointer)
    : m_document(document),
      m_json(json),
      m_pointer(std::move(pointer))
{
}

JsonValue::operator bool() const
{
    return m_json != nullptr;
}

JsonValue
JsonValue::Required(std::string_view key) const
{
    const JsonValue member = Optional(key);
    if (m_json && m_json->is_object() && !member)
    {
        Refuse(QuoteInput(key) + " is missing");
    }
    return member;
}

JsonValue
JsonValue::Optional(std::string_view key) const
{
    const Json* member = nullptr;
    if (m_json && Expect(m_json->is_object(), "an object"))
    {
        const auto at = m_json->find(std::string(key));
        member = at == m_json->end() ? nullptr : &*at;
    }
    return {m_document, member, m_pointer + Escape(key)};
}

void
JsonValue::AllowKeys(const std::vector<std::string>& keys) const
{
    for (const auto& [key, value] : GetMembers())
    {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
        {
            m_document->Report(value.m_pointer,
                               ToPrefix(m_pointer) + "unknown key " + QuoteInput(key) +
                                   SuggestName(key, keys),
                               "one of: " + JoinNames(keys));
        }
    }
}

std::vector<std::pair<std::string, JsonValue>>
JsonValue::GetMembers() const
{
    std::vector<std::pair<std::string, JsonValue>> members;
    if (m_json && Expect(m_json->is_object(), "an object"))
    {
        for (const auto& [key, value] : m_json->items())
        {
            members.emplace_back(key, JsonValue(m_document, &value, m_pointer + Escape(key)));
        }
    }
    return members;
}

std::vector<JsonValue>
JsonValue::GetItems() const
{
    std::vector<JsonValue> items;
    if (m_json && Expect(m_json->is_array(), "a list"))
    {
        for (const auto& item : *m_json)
        {
            items.push_back({m_document, &item, m_pointer + "/" + std::to_string(items.size())});
        }
    }
    return items;
}

bool
JsonValue::IsObject() const
{
    return m_json && m_json->is_object();
}

bool
JsonValue::IsList() const
{
    return m_json && m_json->is_array();
}

bool
JsonValue::IsString() const
{
    return m_json && m_json->is_string();
}

std::string
JsonValue::AsString(const std::string& fallback) const
{
    if (!m_json || !Expect(m_json->is_string(), "a string"))
    {
        return fallback;
    }
    if (m_json->get_ref<const std::string&>().empty())
    {
        Refuse("the string is empty");
        return fallback;
    }
    return m_json->get<std::string>();
}

std::string
JsonValue::AsChoice(const std::vector<std::string>& words, const std::string& fallback) const
{
    if (!m_json || !Expect(m_json->is_string(), "a string"))
    {
        return fallback;
    }
    const auto& word = m_json->get_ref<const std::string&>();
    if (std::find(words.begin(), words.end(), word) == words.end())
    {
        Refuse("unknown word " + QuoteInput(word) + SuggestName(word, words),
               "one of: " + JoinNames(words));
        return fallback;
    }
    return word;
}

std::vector<std::string>
JsonValue::AsStrings() const
{
    std::vector<std::string> strings;
    for (const auto& item : GetItems())
    {
        strings.push_back(item.AsString());
    }
    return strings;
}

std::string
JsonValue::AsPath() const
{
    const auto name = AsString();
    return name.empty() ? name : (std::filesystem::path(m_document->m_folder) / name).string();
}

std::string
JsonValue::AsFolder() const
{
    auto name = AsString();
    if (!name.empty() && name.front() == '$')
    {
        const auto end = std::min(name.find('/'), name.size());
        const auto variable = name.substr(1, end - 1);
        const char* value = std::getenv(variable.c_str());
        if (!value)
        {
            Refuse("the environment variable " + QuoteInput(variable) + " is not set",
                   "expected it to name a folder");
            return "";
        }
        name.replace(0, end, value);
    }
    const auto beside = std::filesystem::path(m_document->m_file).parent_path();
    return name.empty() ? name : (beside / name).string();
}

bool
JsonValue::AsBool(bool fallback) const
{
    return m_json && Expect(m_json->is_boolean(), "true or false") ? m_json->get<bool>() : fallback;
}

double
JsonValue::AsNumber(double minimum, double maximum, double fallback) const
{
    constexpr double NONE = std::numeric_limits<double>::infinity();
    const double value = m_json && m_json->is_number() ? m_json->get<double>() : NONE;
    const bool isRight = value < NONE && value >= minimum && value <= maximum;
    return m_json && Expect(isRight, "a number" + DescribeRange(minimum, maximum, NONE)) ? value
                                                                                         : fallback;
}

int64_t
JsonValue::AsInteger(int64_t minimum, int64_t maximum, int64_t fallback) const
{
    constexpr int64_t NONE = std::numeric_limits<int64_t>::max();
    if (!m_json)
    {
        return fallback;
    }
    int64_t value = 0;
    bool isWhole = false;
    if (m_json->is_number_float()) // 1e6 is whole, too
    {
        const auto real = m_json->get<double>();
        isWhole = real == std::floor(real) && std::abs(real) <= 0x1p53;
        value = isWhole ? static_cast<int64_t>(real) : 0;
    }
    else if (m_json->is_number())
    {
        isWhole =
            !m_json->is_number_unsigned() || m_json->get<uint64_t>() <= static_cast<uint64_t>(NONE);
        value = m_json->get<int64_t>();
    }
    const bool isRight = isWhole && value >= minimum && value <= maximum;
    return Expect(isRight, "a whole number" + DescribeRange(minimum, maximum, NONE)) ? value
                                                                                     : fallback;
}

template <typename T>
T
JsonValue::Parse(T (*parser)(std::string_view), const T& fallback) const
{
    if (!m_json || !Expect(m_json->is_string() || m_json->is_number(), "a string"))
    {
        return fallback;
    }
    try
    {
        return parser(m_json->is_string() ? m_json->get<std::string>() : m_json->dump());
    }
    catch (const ValueError& error)
    {
        Refuse(error.what(), error.GetExpected());
        return fallback;
    }
}

Time
JsonValue::AsTime(Time fallback) const
{
    return Parse(ParseTime, fallback);
}

DataRate
JsonValue::AsDataRate(DataRate fallback) const
{
    return Parse(ParseDataRate, fallback);
}

QueueSize
JsonValue::AsQueueSize(QueueSize fallback) const
{
    return Parse(ParseQueueSize, fallback);
}

uint64_t
JsonValue::AsBytes(uint64_t fallback) const
{
    return Parse(ParseBytes, fallback);
}

void
JsonValue::Refuse(const std::string& what, const std::string& expected) const
{
    m_document->Report(m_pointer, ToPrefix(m_pointer) + what, expected);
}

void
JsonValue::Add(const InputError& error) const
{
    m_document->Add(error);
}

std::string
JsonValue::GetPath() const
{
    return ToPath(m_pointer);
}

int
JsonValue::GetLine() const
{
    const auto at = m_document->m_lines.find(m_pointer);
    const bool isInFile = at != m_document->m_lines.end() && !m_document->IsOverridden(m_pointer);
    return isInFile ? at->second : 0;
}

const std::string&
JsonValue::GetFile() const
{
    return m_document->m_file;
}

std::string
JsonValue::ToJson() const
{
    return m_json ? m_json->dump(-1, ' ', false, Json::error_handler_t::replace) : "";
}

std::string
JsonValue::Quote() const
{
    if (!m_json)
    {
        return "nothing";
    }
    if (m_json->is_structured())
    {
        return m_json->is_object() ? "an object" : "a list";
    }
    return m_json->is_string() ? QuoteInput(m_json->get_ref<const std::string&>()) : m_json->dump();
}

bool
JsonValue::Expect(bool isRight, const std::string& kind) const
{
    if (!isRight && m_document->m_wrongKinds.insert(m_pointer).second)
    {
        Refuse(Quote() + " is not " + kind);
    }
    return isRight;
}

JsonDocument::JsonDocument(const std::string& path)
    : JsonDocument(ReadTextFile(path, "{[", "a JSON file"), path)
{
}

JsonDocument::JsonDocument(std::string_view text, const std::string& name)
    : m_file(name),
      m_folder(std::filesystem::path(name).parent_path().string()),
      m_problems(name),
      m_root(std::make_unique<Json>())
{
    Builder(*this).Build(text);
}

JsonDocument
JsonDocument::FromText(std::string_view text, const std::string& name)
{
    return JsonDocument(text, name);
}

JsonDocument::~JsonDocument() = default;

void
JsonDocument::Override(std::string_view assignment)
{
    const std::size_t equals = assignment.find('=');
    const std::string path(assignment.substr(0, equals));
    const auto refuse = [&](const std::string& what, const std::string& expected) {
        throw InputError("command line", 0, "cannot set " + QuoteInput(path) + what, expected);
    };
    if (equals == std::string_view::npos || path.empty())
    {
        refuse(": no value is given", "PATH=VALUE, such as applications.1.users=404");
    }
    Json* json = m_root.get();
    std::string pointer;
    bool isLast = false;
    for (std::size_t begin = 0; !isLast;)
    {
        const std::size_t dot = std::min(path.find('.', begin), path.size());
        const std::string key = path.substr(begin, dot - begin);
        isLast = dot == path.size();
        begin = dot + 1;
        const std::string parent = pointer.empty() ? m_file : ToPath(pointer);
        pointer += Escape(key);
        if (json->is_array())
        {
            const bool isIndex =
                key.find_first_not_of("0123456789") == std::string::npos && key.size() <= 9;
            const std::size_t index = isIndex && !key.empty() ? std::stoul(key) : json->size();
            if (index >= json->size())
            {
                refuse(": there is no " + QuoteInput(key) + " in the list " + parent,
                       "an index less than " + std::to_string(json->size()));
            }
            json = &(*json)[index];
        }
        else if (json->is_object() && (isLast || json->contains(key)))
        {
            json = &(*json)[key];
        }
        else
        {
            std::vector<std::string> keys;
            for (auto member = json->begin(); json->is_object() && member != json->end(); ++member)
            {
                keys.push_back(member.key());
            }
            refuse(": there is no " + QuoteInput(key) + " in " + parent + SuggestName(key, keys),
                   "the path of a value in " + m_file);
        }
    }
    const std::string text(assignment.substr(equals + 1));
    try
    {
        const JsonDocument value(text, "command line");
        value.ThrowIfAny();
        *json = std::move(*value.m_root);
    }
    catch (const InputError&) // no JSON
    {
        *json = text;
    }
    m_overridden.push_back(pointer);
}

JsonValue
JsonDocument::GetRoot()
{
    return {this, m_root.get(), ""};
}

void
JsonDocument::SetFolder(const std::string& folder)
{
    m_folder = folder;
}

const std::string&
JsonDocument::GetFile() const
{
    return m_file;
}

void
JsonDocument::Add(const InputError& error)
{
    m_problems.Add(error);
}

void
JsonDocument::ThrowIfAny() const
{
    m_problems.ThrowIfAny();
}

bool
JsonDocument::IsOverridden(const std::string& pointer) const
{
    return std::any_of(m_overridden.begin(), m_overridden.end(), [&](const std::string& set) {
        return pointer.compare(0, set.size(), set) == 0 &&
               (pointer.size() == set.size() || pointer[set.size()] == '/');
    });
}

void
JsonDocument::Report(const std::string& pointer,
                     const std::string& what,
                     const std::string& expected)
{
    if (IsOverridden(pointer))
    {
        m_problems.Add(InputError("command line", 0, what, expected));
        return;
    }
    const auto at = m_lines.find(pointer);
    m_problems.Add(at == m_lines.end() ? 0 : at->second, what, expected);
}

} // namespace ns3
