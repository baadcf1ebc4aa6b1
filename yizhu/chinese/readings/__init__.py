"""How Chinese is read aloud: in pinyin and zhuyin, of both regions."""
