/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_PRESET_H
#define TCP_PRESET_H

#include "ns3/attribute.h"
#include "ns3/json-document.h"
#include "ns3/ptr.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * How TCP behaves in a run: default values of ns-3 attributes.
 */
class TcpPreset
{
  public:
    /// What a host with Linux 6 and its default settings does; tcp-preset.cc says why, line by
    /// line.
    TcpPreset();
    /// The same.
    static TcpPreset Linux();
    /// What ns-3 does by itself.
    static TcpPreset Ns3();

    /**
     * Read the key `tcp` of a scenario file: "linux", "ns3", or an object of attributes that are
     * laid over "linux", such as {"ns3::TcpSocket::InitialCwnd": 2}. The attributes are those that
     * a class ns3::Tcp... declares itself and that have a number, a time, a rate, a word, a type or
     * true and false for a value.
     * @return what it says; of no use when the document has problems afterwards
     */
    static TcpPreset Read(const JsonValue& json);

    /**
     * Make the values the default ones (Config::SetDefault), for sockets of nodes that get their
     * internet stack from now on. They stay so in this process until Config::Reset; a later preset
     * changes only what it speaks of.
     */
    void Apply() const;

  private:
    /// Full names of attributes, with their values.
    std::vector<std::pair<std::string, Ptr<const AttributeValue>>> m_settings;
};

} // namespace ns3

#endif // TCP_PRESET_H
