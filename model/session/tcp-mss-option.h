/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_MSS_OPTION_H
#define TCP_MSS_OPTION_H

#include "ns3/node.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Let all TCP connections of a node tell their peers how large a segment may be: the MSS option of
 * a SYN (RFC 9293, 3.7.1). ns-3 does not send it, and a real host that is not told sends 536 bytes
 * at a time. Simulated peers do not look at it.
 *
 * @param node has an internet stack; call this once for it
 * @param size of a segment, in bytes: the MTU less 40
 */
void AnnounceSegmentSize(Ptr<Node> node, uint16_t size);

} // namespace ns3

#endif // TCP_MSS_OPTION_H
