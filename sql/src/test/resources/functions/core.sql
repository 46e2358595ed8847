i
i = j
s = t
i is null
not b
x = y
