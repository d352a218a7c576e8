-- One request per account of the file, built once; every call takes one at random.
-- Arguments: file of header lines, method, path, body (optional; %d becomes a running number)
local requests, body, method, path, headers, count = {}, nil, nil, nil, {}, 0

function init(args)
  local file
  file, method, path, body = args[1], args[2], args[3], args[4]
  math.randomseed(os.time() + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
  for line in io.lines(file) do
    local name, value = line:match("^([^:]+): (.*)$")
    local h = { ["Accept"] = "application/json", ["Content-Type"] = "application/json", ["Api-Version"] = "4.4", [name] = value }
    headers[#headers + 1] = h
    if not body then requests[#requests + 1] = wrk.format(method, path, h) end
  end
end

function request()
  if not body then return requests[math.random(#requests)] end
  count = count + 1
  return wrk.format(method, path, headers[math.random(#headers)], string.format(body, count))
end
