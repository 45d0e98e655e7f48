/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-stream.h"

namespace ns3
{

GensynStream::GensynStream(Owner& owner)
    : m_owner(owner)
{
}

GensynStream::~GensynStream() = default;

uint16_t
GensynStream::GetUdpPort() const
{
    return 0;
}

} // namespace ns3
