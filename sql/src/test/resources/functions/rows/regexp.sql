from values ('Hello World 42'), ('foo123bar45'), ('a,b;c d|e'), ('añ😀é日本'), ('line1\nline2\r\nline3'), ('tail\n'), ('tail\r\n'), ('x\u0085'), ('tab\tvt\u000bff\f'), ('aaa'), ('abab'), (''), (' '), ('user.name+tag@example.com'), ('+1-555-0101'), ('K ſ ß'), ('(a)[b]{c}'), ('100%'), ('$1 \\1'), ('٣'), (null) as t(a)
a rlike '[0-9]+'
a rlike '^[a-z]+'
a rlike '^[A-Za-z]+$'
a rlike 'tail$'
a rlike 'line.*'
a rlike '^.{3}$'
a rlike 'l.l'
a rlike '.'
a rlike '\\s'
a rlike '[\\s,]\\w'
a rlike '\\d{2,}'
a rlike '\\bWorld\\b'
a rlike '(?i)hello|k'
a rlike 'k'
a rlike '(ab)\\1'
a rlike '^(?=.*o)'
a rlike '[^a-z]'
a rlike '^$'
a rlike ''
a rlike 'a++b'
a rlike '\\p{L}+'
a rlike '^[^@]+@[^@]+\\.[a-z]+$'
a rlike 'foo|bar|tail'
a rlike '(a|b)+c*'
a rlike '[a-c[x-z]]'
a rlike '[-+]'
a rlike '\\$1'
a rlike '\\Qa)\\E'
a rlike 'x{'
a rlike '['
a rlike a
regexp_like(a, '日')
regexp_replace(a, '[0-9]+', '#')
regexp_replace(a, 'a', '')
regexp_replace(a, '\\s+', ' ')
regexp_replace(a, '(\\w)(\\w)', '$2$1')
regexp_replace(a, '[a-z]', '\\$')
regexp_replace(a, 'x*', '-')
regexp_replace(a, 'a*', '-')
regexp_replace(a, '.', 'x')
regexp_replace(a, 'l', 'L', 5)
regexp_replace(a, '[^0-9A-Za-z]', '')
regexp_replace(a, '[^\\w]', '_')
regexp_replace(a, '\\W', '_')
regexp_replace(a, 'o|l+', '<>')
regexp_replace(a, null, 'x')
regexp_replace(a, 'a', null)
regexp_extract(a, '([a-z]+)([0-9]+)')
regexp_extract(a, '([a-z]+)([0-9]+)', 2)
regexp_extract(a, '([a-z]+)([0-9]+)', 0)
regexp_extract(a, '([a-z]+)([0-9]+)', 3)
regexp_extract(a, '([a-z]+)([0-9]+)', -1)
regexp_extract(a, '(x)|(a)', 1)
regexp_extract(a, '(x)?a', 1)
regexp_extract(a, '(a|ab)(b|)', 2)
regexp_extract(a, 'a.*?b', 0)
regexp_extract(a, '@(.+)$', 1)
regexp_extract(a, '^([^@]*)@', 1)
regexp_extract(a, '((a)+)', 2)
regexp_extract(a, '[a-z]*', 0)
regexp_extract(a, '(.)', 1)
regexp_extract_all(a, '([0-9]+)')
regexp_extract_all(a, '([a-z])([0-9])?', 2)
regexp_extract_all(a, '[a-z]', 0)
regexp_extract_all(a, '.', 0)
regexp_count(a, 'a')
regexp_count(a, '[0-9]')
regexp_count(a, 'a*')
regexp_substr(a, '[0-9]+')
regexp_substr(a, 'x*')
regexp_instr(a, '[0-9]')
regexp_instr(a, 'é')
regexp_instr(a, '(b)(a)', 1)
split(a, ',')
split(a, '[,;]')
split(a, '')
split(a, 'a')
split(a, ' ')
split(a, 'l', 2)
split(a, 'l', 1)
split(a, '\\.')
split(a, '|')
split(a, '(?=b)')
split(a, 'xyz')
split(a, a)
split(null, ',')
