ALTER TABLE streams
    ADD COLUMN IF NOT EXISTS encapsulation String DEFAULT '' COMMENT 'Tags and tunnels around its packets, outermost first: vlan 7 > vxlan 5001; empty when there were none';
